"""What stands around the body of a report: title and subtitle before it, signature and date after.

Each is set apart only where it looks like one; whatever does not stays in the body.
"""

import re
from itertools import pairwise

from reports.outline.markers import leading
from reports.outline.pieces import BLANKS, Piece
from reports.outline.roles import is_salutation, is_thanks

LONGEST_TITLE = 45
LONGEST_NAME = 30
SHORT_NAME = 20
_KIND = (
    "总结|报告|讲话|方案|要点|材料|汇报|述职|发言|计划|意见|通知|体会|清单|安排|纪要|致辞|简报|通报|提纲"
    "|规划|党课|事迹|剖析|检查|情况|建议|决定|办法|打算|经验|做法|述廉|点评|工作思路"
)
_TITLE = re.compile(f"(?:{_KIND})(?:稿|书|提纲|材料|会)?(?:[（(〔][^（）()]{{1,16}}[）)〕])?$")
_SENTENCE = re.compile("[。；！？：;!?:]|[，,]$")
_RUNNING = re.compile("[，。；：！]")
_DASH = re.compile("[—–―-]{1,2}")
# ⽉ and ⽇ are the radicals that copying from a PDF gives for 月 and 日.
_DATE_WORDS = (
    r"(?:[\dXx×ＸＱ０-９〇○零一二三四五六七八九]{2,4}\s*年\s*[\dXx×Ｘ０-９一二三四五六七八九十]{1,3}\s*[月⽉]"
    r"(?:\s*[\dXx×Ｘ０-９一二三四五六七八九十]{1,3}\s*[日号⽇])?"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2})"
)
_DATE = re.compile(_DATE_WORDS)
_DATE_LINE = re.compile(f"[（(]?{_DATE_WORDS}[）)]?")
_UNIT = re.compile(
    "(?:党支部|支部|党总支|总支|委员会|党委|党组|机关|局|厅|处|中心|科|室|办公室|公司|集团|学校|大队|站|所|院|部|会)$"
)
_PERSON = re.compile("(?:述职|汇报|报告|发言|起草|撰写)人[：:]?.{1,8}")
# Web pages put such a line under the title, and the title again under it.
_META = re.compile(
    rf"(?:{_DATE_WORDS}\s*)?(?:信息)?(?:来源|作者|发布|时间|日期|点击|浏览|编辑|供稿|字体)"
)
_GLUED_TITLE = re.compile(
    rf"\S{{4,{LONGEST_TITLE}}}(?=[ \t\u3000]+\S)"
    rf"|[^\s，、。；：！？]{{6,{LONGEST_TITLE}}}(?=20\d\d年|同志们|各位|[今去]年|一年来|近年来|根据|按照)"
)
_GLUED_END = re.compile(
    rf"(?:^|(?<=[。！？])[{BLANKS}]*)(?P<unit>[^。！？，；：]{{0,{LONGEST_NAME}}}?)[{BLANKS}]*(?P<date>{_DATE_WORDS})$"
)


def split_head(pieces: list[Piece]) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Title, subtitle and the rest of `pieces`."""
    pieces = _with_title_cut_off(pieces)
    block = 0
    while block < min(len(pieces), 8) and _may_be_title(pieces[block]):
        block += 1
    if block == len(pieces) and block > 1 and not any(map(_is_title, pieces)):
        return [], [], pieces
    end = next((i for i in range(block) if _META.match(pieces[i].text)), block)
    last = next((i for i in reversed(range(end)) if _is_title(pieces[i])), None)
    if last is None:
        # A name over ——某某党支部典型材料 is the title, whatever its words.
        last = next((i - 1 for i in range(1, end) if _is_dashed_kind(pieces[i])), None)
    if last is None:
        last = next((i for i in range(block) if _is_centred(pieces, i)), None)
    if last is None:
        return [], [], pieces
    end = last + 1
    while end < block and _is_subtitle(pieces[end]):
        end += 1
    return pieces[: last + 1], pieces[last + 1 : end], pieces[end:]


def split_tail(pieces: list[Piece]) -> tuple[list[Piece], list[Piece], Piece | None]:
    """The rest of `pieces`, the signature and the date that end the text."""
    pieces = _with_signature_cut_off(pieces)
    end = len(pieces)
    date = (
        pieces[-1]
        if end > 1 and not pieces[-1].row and _DATE_LINE.fullmatch(pieces[-1].text)
        else None
    )
    end -= date is not None
    start = end
    while start > 1 and end - start < 3 and _is_name(pieces[start - 1], dated=date is not None):  # noqa: PLR2004
        start -= 1
    return pieces[:start], pieces[start:end], date


def is_title_line(piece: Piece) -> bool:
    """Whether a line within the text looks like the title of another document (attachment)."""
    return _may_be_title(piece) and bool(_TITLE.search(piece.text))


def _may_be_title(piece: Piece) -> bool:
    text = piece.text
    return (
        len(text) <= LONGEST_TITLE
        and piece.marker is None
        and not piece.row
        and (not _SENTENCE.search(text) or bool(_META.match(text)))
        and not is_salutation(text)
        and not is_thanks(text)
    )


def _is_title(piece: Piece) -> bool:
    return bool(_TITLE.search(piece.text)) and not _DASH.match(piece.text)


def _is_dashed_kind(piece: Piece) -> bool:
    """Whether a line is a subtitle that names what kind of document it is: ——…典型材料."""
    return bool(_TITLE.search(piece.text) and _DASH.match(piece.text))


def _is_subtitle(piece: Piece) -> bool:
    """Whether a line under a title names the occasion, the unit, the person, the date, a source."""
    text = piece.text
    if _META.match(text) or _TITLE.search(text) or _DASH.match(text):
        return True
    if "，" in text or len(text) <= SHORT_NAME:
        return "，" not in text
    is_name = _DATE.search(text) or _UNIT.search(text)
    return len(text) <= LONGEST_NAME and bool(is_name)


def _is_centred(pieces: list[Piece], index: int) -> bool:
    """Whether a line is pushed in by blanks, further than the line after it."""
    if index + 1 == len(pieces):
        return False
    return _width(pieces[index].indent) >= max(6, _width(pieces[index + 1].indent) + 2)


def _width(indent: str) -> int:
    return sum(2 if character == "\u3000" else 1 for character in indent)


def _is_name(piece: Piece, *, dated: bool) -> bool:
    """Whether a line at the end is the name of who signs."""
    text = piece.text
    if piece.marker or piece.glued or piece.row or len(text) > LONGEST_NAME:
        return False
    if re.search("[。；！？，]", text):
        return False
    if is_thanks(text) or is_salutation(text):
        return False
    if _PERSON.fullmatch(text) or (_UNIT.search(text) and "：" not in text):
        return True
    is_pushed_in = _width(piece.indent) >= 8  # noqa: PLR2004 - more than a paragraph's two
    return is_pushed_in or (dated and len(text.replace(" ", "")) <= 4)  # noqa: PLR2004 - a person


def _with_title_cut_off(pieces: list[Piece]) -> list[Piece]:
    """Titles that stand on one line with the text, each made a piece of its own."""
    titles: list[Piece] = []
    if not pieces or pieces[0].marker or pieces[0].row:
        return pieces
    first = pieces[0]
    while (match := _GLUED_TITLE.match(first.text)) and _TITLE.search(match.group()):
        words = first.text[match.end() :].lstrip(BLANKS)
        blanks = first.text[match.end() : len(first.text) - len(words)]
        title = Piece(match.group(), first.indent, blanks, glued=first.glued)
        if not _may_be_title(title) or not _RUNNING.search(words):
            break
        titles.append(title)
        first = Piece(words, "", first.end, leading(words), glued=True, crowded=first.crowded)
    return [*titles, first, *pieces[1:]]


def _with_signature_cut_off(pieces: list[Piece]) -> list[Piece]:
    """Signature and date that stand on one line with the last sentence, made pieces."""
    if not pieces or pieces[-1].row:
        return pieces
    last = pieces[-1]
    match = _GLUED_END.search(last.text, max(0, len(last.text) - 80))
    if match is None or (last.marker and match.start() == 0):
        return pieces
    cuts = [0, match.start("unit"), match.start("date"), len(last.text)]
    parts = []
    for start, stop in pairwise(cuts):
        words = last.text[start:stop].rstrip(BLANKS)
        if words:
            blanks = last.text[start + len(words) : stop]
            parts.append(Piece(words, "", blanks, crowded=last.crowded))
    parts[0].indent, parts[0].marker, parts[0].glued = last.indent, last.marker, last.glued
    parts[-1].end = last.end
    return [*pieces[:-1], *parts]
