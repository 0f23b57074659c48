class DocumentProperties:
    __elements__: tuple[str, ...]
    title: str | None
