"""Several reports in one document: each begins a page and can be referred to."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document as WordFile

from reports.outline.reader import read
from reports.word.document import Document
from reports.word.geometry import Layout
from reports.word.importer import text_of
from reports.word.typeset import append_report, typeset

ONE = "一支部工作总结\n\n一、工作\n正文。\n\n一支部\n2026年1月5日\n"
TABLE = "甲\t乙\n丙\t丁\n"


def joined(*texts: str) -> bytes:
    document = Document()
    for number, text in enumerate(texts):
        append_report(document, read(text), bookmark=f"report{number + 1}")
    return document.to_bytes(title="汇编")


def body(document: bytes) -> str:
    with ZipFile(BytesIO(document)) as archive:
        return archive.read("word/document.xml").decode()


def test_each_report_but_the_first_begins_a_new_page() -> None:
    document = WordFile(BytesIO(joined(ONE, ONE)))
    titles = [p for p in document.paragraphs if p.style.name == "Title"]
    assert [p.paragraph_format.page_break_before for p in titles] == [None, True]
    assert document.core_properties.title == "汇编"


def test_the_words_are_those_of_the_reports_one_after_the_other() -> None:
    assert text_of(joined(ONE, TABLE, ONE)).split() == [*ONE.split(), *TABLE.split(), *ONE.split()]


@pytest.mark.parametrize("text", [ONE, TABLE, ""])
def test_where_each_begins_is_marked(text: str) -> None:
    marks = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="(\w+)"/>', body(joined(ONE, text)))
    assert marks == [("1", "report1"), ("2", "report2")]
    assert body(joined(ONE, text)).count("<w:pageBreakBefore/>") == 1


def test_points_are_bold_where_the_house_wants_it() -> None:
    text = "一、工作\n一是读原著。全年24次。二是谈体会，形成文章。\n三是送课。到所里。\n"
    bold = {True: set(), False: set()}
    for wanted in bold:
        document = WordFile(BytesIO(typeset(read(text), layout=Layout(bold_points=wanted))))
        runs = [run for p in document.paragraphs for run in p.runs]
        bold[wanted] = {run.text for run in runs if run.style.name == "要点"}
        assert "".join(run.text for run in runs) == "".join(text.split())
    assert bold == {True: {"一是读原著。", "二是", "三是送课。"}, False: set()}
