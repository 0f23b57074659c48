class PageSetupProperties:
    def __init__(self, fitToPage: bool) -> None: ...  # noqa: N803
