"""The parts of a report as people compare and restore them: head, headings and entries."""

from dataclasses import dataclass
from enum import StrEnum

from reports import records
from reports.outline.compare import Pair, pairs
from reports.records import Content


class Where(StrEnum):
    """What a passage is. HEAD ones name their field in `field`."""

    HEAD = "head"
    SECTION = "section"
    ENTRY = "entry"


HEAD_LABELS = {
    "title": "标题",
    "subtitle": "副题",
    "signature": "署名",
    "date_line": "成文日期",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One part: where it stands in the content, its number, and its words without the number.

    `section` and `entry` are positions in `content["sections"]` and its entries.
    """

    where: Where
    words: str
    field: str = ""
    section: int = 0
    entry: int = 0
    marker: str = ""

    @property
    def label(self) -> str:
        """What it is called: 标题, （二）, or nothing for text without a number."""
        return HEAD_LABELS.get(self.field) or self.marker

    @property
    def place(self) -> str:
        """Where it stands, in one word: `head:title`, `section:2`, `entry:2:0`."""
        match self.where:
            case Where.HEAD:
                return f"head:{self.field}"
            case Where.SECTION:
                return f"section:{self.section}"
        return f"entry:{self.section}:{self.entry}"


def passages_of(content: Content) -> list[Passage]:
    """The parts of `content` that say something, in the order of the text."""
    found = [_head(content, "title"), _head(content, "subtitle")]
    markers = records.markers_of(content, records.outline_of(content))
    for place, (section, (marker, below)) in enumerate(
        zip(content["sections"], markers, strict=True)
    ):
        words = section["heading"] + section["heading_end"]
        found.append(Passage(Where.SECTION, words.strip(), section=place, marker=marker.strip()))
        found += [
            Passage(
                Where.ENTRY,
                (entry["heading"] + entry["heading_end"] + entry["body"]).strip(),
                section=place,
                entry=index,
                marker=own.strip(),
            )
            for index, (entry, own) in enumerate(zip(section["entries"], below, strict=True))
        ]
    found += [_head(content, "signature"), _head(content, "date_line")]
    return [passage for passage in found if passage.words]


def _head(content: Content, field: str) -> Passage:
    return Passage(Where.HEAD, content[field].strip(), field)  # type: ignore[literal-required]


def partners(before: list[Passage], after: list[Passage]) -> list[Pair]:
    """Which passages belong together: `reports.outline.compare.pairs` of their words.

    Fields of the head belong together whatever they say.
    """
    return pairs([_named(one) for one in before], [_named(one) for one in after])


def _named(passage: Passage) -> str:
    """The words; the name of a field before them keeps a title from being taken for a heading."""
    return f"{passage.field}\n{passage.words}" if passage.field else passage.words
