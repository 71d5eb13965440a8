"""Word comments stand at their words, and no word is changed by them."""

from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from reports.outline.reader import read
from reports.word.margin_notes import MarginNote, bare_length, with_notes
from reports.word.typeset import typeset

TEXT = """城关所党支部2025年度党建工作总结
2025年，支部坚持“三会一课”。
一、主要工作
（一）抓学习。一是读原著。全年集中学习24次。二是谈体会。
"""


def note_on(words: str, text: str = "请核对。") -> MarginNote:
    start = bare_length(TEXT[: TEXT.index(words)])
    return MarginNote(start, start + bare_length(words), text, "沈审核")


def commented(data: bytes) -> list[tuple[str, str, str]]:
    """Words, text and author of each comment."""
    document = Document(BytesIO(data))
    body = document.element.body
    found = []
    for comment in document.comments:
        key = str(comment.comment_id)
        start = body.xpath(f".//w:commentRangeStart[@w:id='{key}']")[0]
        end = body.xpath(f".//w:commentRangeEnd[@w:id='{key}']")[0]
        inside = body.xpath(".//w:t")
        order = {element: place for place, element in enumerate(body.iter())}
        words = [t.text for t in inside if order[start] < order[t] < order[end]]
        found.append(("".join(words), comment.text, comment.author))
    return found


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]


@pytest.mark.parametrize(
    "words", ["全年集中学习24次", "（一）抓学习。一是读", "城关所", "三会一课"]
)
def test_a_comment_stands_at_its_words(words: str) -> None:
    plain = typeset(read(TEXT))
    data = with_notes(plain, [note_on(words)])
    assert commented(data) == [(words, "请核对。", "沈审核")]
    assert texts(data) == texts(plain)


def test_comments_overlap_and_one_is_about_everything() -> None:
    plain = typeset(read(TEXT))
    everything = MarginNote(0, 0, "总体不错。", "沈审核")
    notes = [note_on("集中学习24次"), note_on("学习24次。二是", "标点"), everything]
    data = with_notes(plain, notes)
    assert [said[0] for said in commented(data)][1:] == ["学习24次。二是", texts(plain)[0]]
    assert texts(data) == texts(plain)


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=4))
def test_no_word_is_changed(ranges: list[tuple[int, int]]) -> None:
    plain = typeset(read(TEXT))
    data = with_notes(plain, [MarginNote(*sorted(pair), "看", "沈") for pair in ranges])
    assert texts(data) == texts(plain)
