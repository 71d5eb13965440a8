"""What a piece that begins with a marker says: a heading alone, a run-in heading, or plain text."""

import re
from dataclasses import dataclass, replace

from reports.outline import numerals
from reports.outline.markers import Marker, Style, leading
from reports.outline.pieces import BLANKS, LONGEST_HEADING, Piece
from reports.outline.points import points

LONGEST_HEADING_ALONE = 60
_SENTENCE_INSIDE = re.compile("[。！？；](?!$)")
_CLOSERS = "。．；：，、;:,"
_POINT_INSIDE = re.compile("[：:；，][一二三四五六七八九十](?:是|要)")
_CUT_BY_BLANKS = re.compile(rf"[^。；：！？\s]{{2,{LONGEST_HEADING_ALONE}}}\s+(?=\S)")
# Where line ends were lost without a trace, only a heading that everybody writes can be told from
# the sentence after it: 二、存在问题2021年，….
_USUAL = re.compile(
    "[^，。；：]{0,12}?(?:主要工作(?:情况|(?:及|和)成效)?|存在的?(?:主要|突出)?(?:问题|不足)(?:(?:[和及与、])(?:不足|差距|原因|短板))?"
    "|下一?步的?(?:工作)?(?:打算|措施|计划|思路|安排|重点|举措)|工作(?:回顾|情况|打算|要求|措施|总结|思路)"
    "|主要做法|基本情况|风险研判|原因(?:分析|剖析)|整改措施|努力方向)"
    r"(?=20\d\d|[今去近]年|一年来|[上下]半年|过去|下一|今后|当前|目前|对照|新时代|按照|在|我|支部|虽|回顾|同时|一是)"
)
_NUMERAL = re.compile(f"[{numerals.HAN}{numerals.ARABIC}{numerals.SINGLES}]+")
_ONE_WIDTH = str.maketrans("()", "（）")


@dataclass(frozen=True, slots=True)
class Heading:
    """`marker + gap + words + end`, then `body`, is the text of the piece and what ends it.

    `words` is None where the marker stands before plain text; `run_in` says that `body` goes on
    in the same paragraph after the full stop.
    """

    gap: str
    words: str | None = None
    end: str = ""
    run_in: bool = False
    body: Piece | None = None


def heading_of(piece: Piece, marker: Marker) -> Heading:
    """The heading in a piece that begins with `marker`."""
    after = piece.text[len(marker.text) :]
    words = after.lstrip(BLANKS)
    gap = after[: len(after) - len(words)]
    if piece.crowded and (cut := _lost_line_end(words)):
        heading = words[:cut].rstrip(BLANKS)
        rest = words[cut:].lstrip(BLANKS)
        end = words[len(heading) : len(words) - len(rest)]
        body = replace(piece, text=rest, indent="", marker=leading(rest), glued=False)
        return Heading(gap, heading, end, body=body)
    stop = _full_stop(words)
    if stop is not None:
        heading = words[:stop].rstrip(BLANKS)
        rest = words[stop:].lstrip("。" + BLANKS)
        end = words[len(heading) : len(words) - len(rest)]
        if rest:
            return Heading(gap, heading, end, run_in=True, body=_body(piece, rest))
        return Heading(gap, heading, end + piece.end, body=_next_line(piece))
    if not words or (not piece.rest and _stands_alone(words)):
        heading = words.rstrip(_CLOSERS + BLANKS)
        return Heading(
            gap, heading or None, words[len(heading) :] + piece.end, body=_next_line(piece)
        )
    return Heading(gap, body=_body(piece, words))


def _lost_line_end(words: str) -> int | None:
    """Where a heading ends in text whose line ends became blanks or nothing."""
    found = _CUT_BY_BLANKS.match(words) or _USUAL.match(words)
    return found.end() if found else None


def is_inline_list(piece: Piece, marker: Marker) -> bool:
    """Whether a paragraph that begins with 一是 goes on with 二是: its points stay inside it."""
    text = piece.whole
    if not any(successor in text for successor in _successors(marker)):
        return False
    found = [p for p in points(text) if _make(p.marker) == _make(marker.text)]
    return len(found) > 1 and found[1].number == marker.number + 1


def _successors(marker: Marker) -> tuple[str, ...]:
    """What the next marker of the series begins with; none for the styles that make no lists."""
    number = marker.number + 1
    if number > numerals.LARGEST:
        return ()
    match marker.style:
        case Style.IS | Style.MUST:
            return (numerals.han(number) + marker.style[-1],)
        case Style.NTH:
            return (f"第{numerals.han(number)}", f"第{number}")
        case Style.BRACKETED_HAN:
            return (f"{numerals.han(number)}）", f"{numerals.han(number)})")
        case Style.ARABIC:
            return (f"{number}.", f"{number}．", f"{number}、")
        case Style.BRACKETED_ARABIC | Style.HALF_BRACKETED_ARABIC:
            return (f"{number}）", f"{number})")
        case Style.CIRCLED if number <= numerals.LARGEST_CIRCLED:
            return (numerals.circled(number),)
    return ()


def _make(marker: str) -> str:
    """A marker without its number: what makes two markers of one series alike."""
    return _NUMERAL.sub("", marker).translate(_ONE_WIDTH)


def _body(piece: Piece, words: str) -> Piece:
    """The text after the heading in the same paragraph."""
    return replace(piece, text=words, indent="", marker=None, glued=True)


def _next_line(piece: Piece) -> Piece | None:
    """The next line of a paragraph whose first line the heading fills."""
    return replace(piece.rest[0], rest=piece.rest[1:]) if piece.rest else None


def _full_stop(words: str) -> int | None:
    """Where the full stop of a heading stands, if it comes early enough."""
    stop = words.find("。", 0, LONGEST_HEADING + 1)
    head = words[: max(stop, 0)].rstrip(BLANKS)
    if not head or head.count("“") != head.count("”") or head.count("《") != head.count("》"):
        return None
    return None if _POINT_INSIDE.search(head) or ("：" in head and "；" in head) else stop


def _stands_alone(words: str) -> bool:
    return (
        len(words) <= LONGEST_HEADING_ALONE
        and not _SENTENCE_INSIDE.search(words)
        and words[-1] != "。"
    )
