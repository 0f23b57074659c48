class Break:
    def __init__(self, id: int) -> None: ...  # noqa: A002
