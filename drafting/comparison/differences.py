"""Two versions of a text, what differs marked: word by word, as Chinese is read."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from drafting.checks.segmentation import tokenize
from reports.outline.compare import Change, Piece, kept_figures, words


def segmented(text: str) -> list[str]:
    """The words of `text`, blanks and marks among them."""
    return [word for word, _start, _end in tokenize(text)]


def marked(theirs: str, mine: str) -> tuple[SafeString, SafeString]:
    """Both texts as HTML, with <mark> around the words that only this one has."""
    pieces = words(theirs, mine, segmented)
    return (
        html([p for p in pieces if p.change is not Change.ADDED], removed="mark"),
        html([p for p in pieces if p.change is not Change.REMOVED], added="mark"),
    )


def html(pieces: Sequence[Piece], *, removed: str = "del", added: str = "ins") -> SafeString:
    """The pieces in a row; those that differ in the elements of these names."""
    elements = {Change.REMOVED: SafeString(removed), Change.ADDED: SafeString(added)}
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<{0}>{1}</{0}>", elements[piece.change], piece.text),)
            if piece.change in elements
            else (piece.text,)
            for piece in pieces
        ),
    )


def with_figures(pieces: Sequence[Piece]) -> tuple[list[SafeString], int]:
    """Each of `pieces` as HTML, numbers that both texts have marked; and how many there are."""
    ranges = kept_figures(pieces)
    shown, place, count = [], 0, 0
    for piece in pieces:
        if piece.change is not Change.SAME:
            shown.append(html([piece]))
            place += len(piece.text) if piece.change is Change.ADDED else 0
            continue
        end = place + len(piece.text)
        inside = [(start - place, stop - place) for start, stop in ranges if place <= start < end]
        shown.append(_figures(piece.text, inside))
        count += len(inside)
        place = end
    return shown, count


def _figures(text: str, ranges: Sequence[tuple[int, int]]) -> SafeString:
    """`text` with <b> around the ranges."""
    parts, end = [], 0
    for start, stop in ranges:
        parts.append((format_html("{}", text[end:start]),))
        parts.append((format_html('<b class="kept-figure">{}</b>', text[start:stop]),))
        end = stop
    return format_html_join("", "{}", [*parts, (text[end:],)])
