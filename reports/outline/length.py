"""How long a text is."""


def characters(text: str) -> int:
    """Characters without white space, which Word calls 字符数（不计空格）."""
    return len("".join(text.split()))
