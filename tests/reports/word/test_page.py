"""The page itself, measured in the PDF that LibreOffice makes of the document."""

import pytest
from pypdf import PageObject

from reports.management.commands.make_samples import SAMPLES
from reports.word.geometry import GB_9704, POINTS_PER_MM
from tests.reports.word.conftest import LONG, MARKS
from tests.reports.word.paper import FOOT, lines, numbers, pieces, text_lines

Papers = dict[str, list[PageObject]]
RIGHT = (28 + 156) * POINTS_PER_MM


def test_a_full_page_has_22_lines_of_28_characters(papers: Papers) -> None:
    counts = [[len(line) for line in text_lines(page)] for page in papers["plain"]]
    assert counts[0] == [26, *[28] * 21]  # the paragraph begins two characters in
    assert counts[1] == [28] * 22
    assert "".join(line for page in papers["plain"] for line in text_lines(page)) == LONG


def test_the_type_area_is_where_the_standard_has_it(papers: Papers) -> None:
    for page in papers["plain"][1:2]:
        left, top, _ = lines(page)[0]
        assert float(page.mediabox.width) == pytest.approx(210 * POINTS_PER_MM, abs=1)
        assert left == pytest.approx(28 * POINTS_PER_MM, abs=1.5)
        # Baselines: the first lies within the first line, the last above the foot of the area.
        height = float(page.mediabox.height)
        assert height - 37 * POINTS_PER_MM - GB_9704.line_pitch < top
        assert lines(page)[21][1] > 35 * POINTS_PER_MM


def test_page_numbers_stand_outside_below_the_type_area(papers: Papers) -> None:
    right = (28 + 156) * POINTS_PER_MM
    for number, page in enumerate(papers["plain"][:2], 1):
        left, height, text = lines(page)[-1]
        assert text == f"—{number}—"
        assert 35 - 7 - 4 < height / POINTS_PER_MM < 35 - 7 + 2
        is_right = left > right / 2
        assert is_right == (number % 2 == 1)
        if not is_right:
            assert left == pytest.approx(28 * POINTS_PER_MM + 14, abs=1.5)


def test_no_line_begins_with_a_mark_and_none_is_lost_at_the_end(papers: Papers) -> None:
    found = [list(text_lines(page)) for page in papers["marks"]]
    assert "".join(line for page in found for line in page) == MARKS
    assert len(found[1]) == 22
    assert not [line for page in found for line in page if line[0] in "，。、；"]
    # 27 where the mark took the character before it to the next line, 29 where it hangs.
    assert {len(line) for line in found[1]} <= {27, 28, 29}


def test_title_signature_and_date_stand_in_their_places(papers: Papers) -> None:
    (page,) = papers["placed"]
    first, second, body, signature, date, _ = lines(page)
    assert first[1] - second[1] == pytest.approx(GB_9704.title_pitch, abs=1.5)
    assert second[1] - body[1] > GB_9704.line_pitch * 1.8
    assert body[1] - signature[1] == pytest.approx(2 * GB_9704.line_pitch, abs=1.5)
    ends = signature[0] + len(signature[2]) * GB_9704.character
    assert (28 + 156) * POINTS_PER_MM - ends == pytest.approx(2 * GB_9704.character, abs=2)
    assert date[0] - signature[0] == pytest.approx(2 * GB_9704.character, abs=2)


def test_no_heading_stands_alone_at_the_foot_of_a_page(papers: Papers) -> None:
    feet = [list(text_lines(page))[-1] for page in papers["headings"][:-1]]
    assert len(feet) == 3
    assert not [line for line in feet if line.startswith("（")]


def test_no_paragraph_leaves_one_line_on_a_page(papers: Papers) -> None:
    for page in papers["headings"][1:]:
        first, second, *_ = text_lines(page)
        # The last line of a paragraph never comes alone: the one after it is part of it too.
        assert not (first.endswith("。") and len(first) < 27 and second.startswith("（"))


def test_a_table_says_its_head_again_and_tears_no_row(papers: Papers) -> None:
    pages = papers["table"]
    assert len(pages) > 1
    for page in pages:
        texts = list(text_lines(page))
        assert "月份集中学习主题党日" in texts[:2]
        assert lines(page)[-2][1] > FOOT
    rows = [text for page in pages for text in text_lines(page) if "号" in text]
    assert len(rows) == 39


@pytest.mark.parametrize("name", [name.removesuffix(".docx") for name in SAMPLES])
def test_every_sample_keeps_to_the_type_area_and_counts_its_pages(
    papers: Papers, name: str
) -> None:
    pages = papers[name]
    assert numbers(pages) == [f"—{number}—" for number in range(1, len(pages) + 1)]
    for page in pages:
        assert float(page.mediabox.height) == pytest.approx(297 * POINTS_PER_MM, abs=1)
        for left, height, size, text in pieces(page):
            if height < FOOT - 3:
                continue
            assert left > 28 * POINTS_PER_MM - 1, text
            assert left < RIGHT, text
            assert height + size * 0.88 < (297 - 37) * POINTS_PER_MM + 3, text
