"""Drafts with marked defects → texts with exact annotations.

A marked draft says `⟦wrong→right|category|confidence⟧` where a defect was put; without a
confidence it is certain. Words in round brackets on the right are a remark, not a correction;
nothing on the right means: delete. `drafts.toml` says how each text is laid out, for drafts
come as their writers typed, copied or scanned them. `python -m benchmarks._marking` writes the
texts and annotations anew.
"""

import csv
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).parent / "drafts"
MARK = re.compile(
    r"⟦(?P<wrong>[^⟧→]+)→(?P<right>[^⟧|]*)\|(?P<category>[a-z-]+)(?:\|(?P<sure>\w+))?⟧"
)
COLUMNS = ("draft", "line", "span", "offset", "category", "correction", "confidence", "severity")
ERRORS = {"typo", "placeholder", "numbering", "count-mismatch", "bracket-mismatch", "repeated"}
INDENT = "　　"


@dataclass(frozen=True, slots=True)
class Mark:
    """A defect in a text: where it lies, its category, what would be right, how sure it is."""

    start: int
    end: int
    category: str
    correction: str
    confidence: str

    @property
    def severity(self) -> str:
        """As a senior clerk would weigh it; the measure does not use it."""
        if self.confidence != "certain" or self.category == "structure":
            return "info"
        return "error" if self.category in ERRORS else "warning"


def unmarked(source: str) -> tuple[str, list[Mark]]:
    """The text without marks, and where the marks were."""
    parts: list[str] = []
    marks: list[Mark] = []
    length = end = 0
    for match in MARK.finditer(source):
        before = source[end : match.start()]
        wrong = match["wrong"]
        start = length + len(before)
        marks.append(
            Mark(
                start,
                start + len(wrong),
                match["category"],
                match["right"],
                match["sure"] or "certain",
            )
        )
        parts += (before, wrong)
        length = start + len(wrong)
        end = match.end()
    text = "".join((*parts, source[end:]))
    assert not set("⟦⟧") & set(text), "a mark that is not closed or has no category"
    return text, marks


def laid_out(text: str, marks: list[Mark], layout: list[str], head: int) -> tuple[str, list[Mark]]:
    """The text as it is typed: `head` lines of title, then the body after each layout in turn."""
    lines = text.rstrip("\n").split("\n")
    body = len("".join(line + "\n" for line in lines[:head]))
    pieces = list(text.rstrip("\n"))
    for one in layout:
        name, _, value = one.partition(":")
        if name == "indent":
            pieces = [
                INDENT + piece
                if i >= body and piece != "\n" and pieces[i - 1][-1] == "\n"
                else piece
                for i, piece in enumerate(pieces)
            ]
        elif name == "wrap":
            pieces = _wrapped(pieces, int(value))
        elif name in {"blank", "crlf"}:
            by = "\r\n" if name == "crlf" else "\n" * int(value)
            pieces = [by if piece == "\n" and by else piece for piece in pieces]
        elif name == "joined":
            by = value.replace("_", " ")
            pieces = [
                by if piece == "\n" and i >= body else piece for i, piece in enumerate(pieces)
            ]
        elif name == "title_joined":
            pieces = [
                " " if piece == "\n" and i < body else piece for i, piece in enumerate(pieces)
            ]
    return _moved(pieces, marks, end="" if "joined" in "".join(layout) else "\n")


def _wrapped(pieces: list[str], width: int) -> list[str]:
    """Broken after every `width` characters, as a line copied from a page is."""
    done: list[str] = []
    column = 0
    for piece in pieces:
        if piece == "\n":
            column = 0
        elif column >= width:
            done[-1] += "\n"
            column = 0
        column += 0 if piece == "\n" else len(piece)
        done.append(piece)
    return done


def _moved(pieces: list[str], marks: list[Mark], end: str) -> tuple[str, list[Mark]]:
    """Pieces joined; a mark keeps to its characters, whatever came before or between them."""
    starts: list[int] = []
    length = 0
    for piece in pieces:
        starts.append(length + len(piece) - len(piece.lstrip("　")))
        length += len(piece)
    text = "".join(pieces) + end
    return text, [
        replace(mark, start=starts[mark.start], end=starts[mark.end - 1] + 1) for mark in marks
    ]


def rows(name: str, text: str, marks: list[Mark]) -> list[tuple[str, ...]]:
    """The annotations, a row a defect."""
    return [
        (
            name,
            str(text.count("\n", 0, mark.start) + 1),
            text[mark.start : mark.end].replace("\r", "").replace("\n", "⏎"),
            str(mark.start),
            mark.category,
            mark.correction or "(删)",
            mark.confidence,
            mark.severity,
        )
        for mark in marks
    ]


def main() -> None:
    """Write every draft and its annotations."""
    drafts = tomllib.loads((HERE / "drafts.toml").read_text(encoding="utf-8"))
    for name, about in drafts.items():
        source = (HERE / "marked" / f"{name}.txt").read_text(encoding="utf-8")
        text, marks = laid_out(*unmarked(source), about["layout"], about["head"])
        encoding = about.get("encoding", "utf-8")
        (HERE / f"{name}.txt").write_bytes(text.encode(encoding))
        if marks:
            with (HERE / f"{name}.tsv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(
                    file,
                    delimiter="\t",
                    quoting=csv.QUOTE_NONE,
                    quotechar=None,
                    lineterminator="\n",
                )
                writer.writerow(COLUMNS)
                writer.writerows(rows(name, text, marks))


if __name__ == "__main__":
    main()
