"""The paper with marks: not a character more or less than the source."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from drafting.checking.findings import Panel, panel_of
from drafting.checking.proofing import explain
from drafting.marking import Mark, Marks
from drafting.templatetags.paper import paper
from reports.demo import loader
from tests.drafting.test_proofing import FAULTY, found
from tests.people import Bureau

DEMO = [report["file"] for report in loader.description()["reports"]]


class Reader(HTMLParser):
    """What a reader sees of some HTML, its links, and its ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.ids, self.links = "", [], {}
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if name := given.get("id"):
            self.ids.append(name)
        if tag == "a":
            self._open = given["href"] or ""
            self.links.setdefault(self._open, ["", given["data-note"], given["class"]])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = ""

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._open:
            self.links[self._open][0] += data


def marked(panel: Panel) -> Reader:
    return Reader(paper(panel.text.outline, panel))


@pytest.mark.parametrize("file", DEMO)
def test_marks_add_no_character(file: str, bureau: Bureau) -> None:
    panel = panel_of(bureau.report(text=loader.text(file)))
    with_marks = marked(panel)
    assert with_marks.words == Reader(paper(panel.text.outline)).words
    assert len(with_marks.ids) == len(set(with_marks.ids))


def test_marks_add_no_character_to_the_real_reports(seeds: Path, bureau: Bureau) -> None:
    for file in sorted(seeds.glob("*.txt")):
        panel = panel_of(bureau.report(text=file.read_text(encoding="utf-8")))
        assert marked(panel).words == Reader(paper(panel.text.outline)).words
        assert len(marked(panel).links) > 0


def test_a_mark_holds_the_words_and_says_what_is_wrong(bureau: Bureau) -> None:
    report = bureau.report(text=FAULTY)
    item = found(report, "末来")
    words, note, style = marked(panel_of(report)).links[f"#finding-{item.key}"]
    assert (words, note, style) == ("末来", item.finding.message, "seen seen-error")
    explain(report.pk, by=bureau.secretary, words={item.key: "地名"})
    _, note, style = marked(panel_of(report)).links[f"#finding-{item.key}"]
    assert note == f"{item.finding.message}（林书记：地名）"
    assert style == "seen seen-dismissed"


def test_words_are_escaped_in_and_around_marks() -> None:
    html = Marks([Mark(11, 13)]).html("<b>&", 10)
    assert html == '&lt;<span id="at-11">b&gt;</span>&amp;'


def test_a_mark_over_two_blocks_is_named_once(bureau: Bureau) -> None:
    panel = panel_of(bureau.report(text=FAULTY))
    item = panel.found[0]
    marks = Marks([Mark(2, 8, item)])
    first, second = marks.html("甲乙丙丁", 0), marks.html("戊己庚辛", 5)
    assert Reader(first).words == "甲乙丙丁"
    assert Reader(first).ids == [f"seen-{item.key}"]
    assert Reader(second).ids == []
    assert Reader(second).links[f"#finding-{item.key}"][0] == "戊己庚"
