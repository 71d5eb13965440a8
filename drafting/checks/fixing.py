"""Put the suggestions that nobody needs to look at into the text."""

from collections.abc import Iterable

from drafting.checks.finding import Finding


def fixed(text: str, findings: Iterable[Finding]) -> tuple[str, tuple[Finding, ...]]:
    """`text` with the first suggestion of every safe finding, and those findings in order.

    Of findings that overlap, the one that begins first is applied.
    """
    safe = [finding for finding in findings if finding.is_safe and finding.suggestions]
    places = [(*place, finding) for finding in safe for place in finding.places]
    applied: dict[Finding, None] = {}
    parts: list[str] = []
    last = 0
    for start, end, finding in sorted(places, key=lambda place: place[:2]):
        if start >= last:
            parts += [text[last:start], finding.suggestions[0]]
            last = end
            applied[finding] = None
    return "".join((*parts, text[last:])), tuple(applied)
