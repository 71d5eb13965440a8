"""Pages as pictures of lines: SVG, in which every line has the place and the length of the file's.

Whatever fonts a browser has, `textLength` makes a line as long as it is in print, so that no line
breaks elsewhere; and presentation attributes need no inline style, which the policy refuses.
"""

from collections.abc import Iterator, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.word.pages.breaking import is_narrow
from reports.word.pages.sheet import Line, Page, Piece

register = template.Library()
# What the name of a font says of its kind → the class that names the fonts like it.
KINDS = (
    ("标宋", "sheet-xiaobiaosong"),
    ("中宋", "sheet-xiaobiaosong"),
    ("仿宋", "sheet-fangsong"),
    ("楷", "sheet-kai"),
    ("黑", "sheet-hei"),
    ("宋", "sheet-song"),
    ("Times", "sheet-times"),
)


@register.simple_tag
def sheet(page: Page) -> SafeString:
    """One page as SVG, a point a unit."""
    return format_html(
        '<svg class="sheet-page" viewBox="0 0 {} {}" role="img" aria-label="第{}页" lang="zh-Hans">'
        "{}{}</svg>",
        number(page.width),
        number(page.height),
        page.number,
        format_html_join("\n", "{}", ((line_of(line),) for line in (*page.lines, *page.foot))),
        rules_of(page),
    )


def line_of(line: Line) -> SafeString:
    """A line: its pieces where they begin, as long as they are."""
    return format_html(
        '<text y="{}">{}</text>',
        number(line.baseline),
        format_html_join("", "{}", ((one,) for one in pieces_of(line.pieces))),
    )


def pieces_of(pieces: Sequence[Piece]) -> Iterator[SafeString]:
    """The pieces with their fonts."""
    for piece in pieces:
        if not piece.text.strip():
            continue
        yield format_html(
            '<tspan x="{}" font-size="{}"{}{}{}{}>{}</tspan>',
            number(piece.x),
            number(piece.size),
            length_of(piece),
            font_of(piece.font),
            SafeString(' font-weight="700"') if piece.bold else "",
            format_html(' fill="#{}"', piece.color) if piece.color else "",
            piece.text,
        )


def length_of(piece: Piece) -> SafeString | str:
    """The length that the piece takes.

    Figures and letters are made as narrow as in the fonts of the file; Chinese characters have
    one width in all fonts and only move apart.
    """
    if is_narrow(piece.text[0]):
        return format_html(' textLength="{}" lengthAdjust="spacingAndGlyphs"', number(piece.width))
    if len(piece.text) == 1:
        return ""
    return format_html(' textLength="{}"', number(piece.width))


def font_of(font: str) -> SafeString:
    """The class of the fonts that look like `font`, or its own name where none does."""
    for words, kind in KINDS:
        if words in font:
            return format_html(' class="{}"', kind)
    return format_html(' font-family="{}"', font)


def rules_of(page: Page) -> SafeString:
    """The lines that are drawn."""
    lines = format_html_join(
        "\n",
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke-width="{}"{}/>',
        (
            (
                number(rule.x1),
                number(rule.y1),
                number(rule.x2),
                number(rule.y2),
                number(rule.weight),
                format_html(' stroke="#{}"', rule.color) if rule.color else "",
            )
            for rule in page.rules
        ),
    )
    return format_html('<g class="sheet-rules">{}</g>', lines)


def number(points: float) -> str:
    """A length without the digits that nobody sees."""
    return f"{points:.2f}".rstrip("0").rstrip(".")
