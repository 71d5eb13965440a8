"""Bytes become the text that was meant, or a sentence that says what to do."""

import random

import pytest

from reports.outline.source import UnreadableFile, decode

REPORT = (
    "一、主要工作\n（一）强化理论武装。支部坚持每周集中学习，全年开展研讨12次。\n"
    "二、存在问题\n学习还不够深入，作风还不够扎实。\n三、下步措施\n下一步，支部将认真抓好整改。\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "gb2312", "utf-16", "utf-32"])
def test_a_report_is_read_in_its_encoding(encoding: str) -> None:
    assert decode(REPORT.encode(encoding)).removeprefix("\ufeff") == REPORT


@pytest.mark.parametrize(
    "words", ["一、主要工作", "存在问题", "同志们：", "党支部工作总结", "联通公司党支部"]
)
def test_a_few_words_in_gb18030_are_enough(words: str) -> None:
    assert decode(words.encode("gb18030")) == words


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    text = "\ufeff一、主要工作\r\n好。\r完。\n"
    assert decode(text.encode()) == text


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"") == ""


OTHER = {
    "big5": "我們要堅持問題導向，加強黨的建設，認真學習貫徹會議精神，切實履行職責。",
    "shift-jis": "本日は会議を開催し、これまでの活動について報告しました。今後の計画を説明します。",
    "euc-jp": "本日は会議を開催し、これまでの活動について報告しました。今後の計画を説明します。",
    "euc-kr": "오늘 회의를 개최하여 지금까지의 활동에 대해 보고하였습니다.",
    "latin-1": "Résumé français: été, élève, naïve, über, größe, café",
    "cp1251": "Сегодня мы провели собрание. Решили продолжать",
    "utf-16-le": REPORT,
    "utf-16-be": REPORT,
}


@pytest.mark.parametrize("encoding", list(OTHER))
@pytest.mark.parametrize("length", [8, 20, 1000])
def test_another_encoding_is_refused(encoding: str, length: int) -> None:
    with pytest.raises(UnreadableFile, match="另存为 UTF-8"):
        decode(OTHER[encoding][:length].encode(encoding))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04" + bytes(40), "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "旧版 Word"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "文本"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "文本"),
        (b"abc\0def", "不是文本文件"),
        (b"\x01\x02ab\x03\x04", "不是文本文件"),
        (b"\xff\xfe\x00", "不是文本文件"),
        (REPORT.encode()[1:], "编码"),
        (REPORT.encode()[:-40] + b"\xff\xff", "编码"),
    ],
    ids=[
        "zip",
        "doc",
        "pdf",
        "rtf",
        "png",
        "jpeg",
        "nul",
        "controls",
        "cut utf-16",
        "cut at start",
        "damaged",
    ],
)
def test_what_is_no_text_is_refused_with_advice(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        decode(data)


def test_random_bytes_are_refused() -> None:
    generator = random.Random(1)  # noqa: S311 - the same bytes each time
    for _ in range(200):
        with pytest.raises(UnreadableFile):
            decode(generator.randbytes(500))
