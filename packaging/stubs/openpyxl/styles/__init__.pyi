class Font:
    def __init__(self, name: str, sz: float, b: bool = False, color: str | None = None) -> None: ...

class Alignment:
    def __init__(
        self,
        horizontal: str,
        vertical: str,
        textRotation: int = 0,  # noqa: N803
        wrap_text: bool = False,
    ) -> None: ...

class Side:
    def __init__(self, style: str | None = None) -> None: ...

class Border:
    def __init__(self, left: Side, right: Side, top: Side, bottom: Side) -> None: ...

class PatternFill:
    def __init__(self, fill_type: str, fgColor: str) -> None: ...  # noqa: N803

class NamedStyle:
    font: Font
