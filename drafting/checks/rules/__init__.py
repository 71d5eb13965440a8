"""The families of rules, one module each, in the order in which a clerk reads them."""

FAMILIES: tuple[str, ...] = (
    "numbering",
    "structure",
    "counts",
    "placeholders",
    "dates",
    "expressions",
    "characters",
    "punctuation",
    "style",
    "copying",
)
