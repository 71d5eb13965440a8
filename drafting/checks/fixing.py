"""Put the suggestions that nobody needs to look at into the text."""

from collections.abc import Iterable

from drafting.checks.finding import Finding


def fixed(text: str, findings: Iterable[Finding]) -> tuple[str, tuple[Finding, ...]]:
    """`text` with the first suggestion of every safe finding, and those findings in order.

    Of findings that overlap, the one that begins first is applied.
    """
    applied: list[Finding] = []
    parts: list[str] = []
    last = 0
    for finding in sorted(findings, key=lambda f: (f.start, f.end)):
        if finding.is_safe and finding.suggestions and finding.start >= last:
            parts += [text[last : finding.start], finding.suggestions[0]]
            last = finding.end
            applied.append(finding)
    return "".join((*parts, text[last:])), tuple(applied)
