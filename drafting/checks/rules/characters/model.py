"""Hints of a language model, where an installation has one."""

from collections.abc import Iterator, Sequence

from drafting.checks.context import Context
from drafting.checks.document import Document
from drafting.checks.finding import Severity
from drafting.checks.language import Edit
from drafting.checks.registry import Example, Hit, document_rule


class _OneSlip:
    """The least that a language model can know: that 氖围 is 氛围."""

    name = "example"
    version = "1"

    def suggest(self, sentences: Sequence[str]) -> list[list[Edit]]:
        """氛 for every 氖."""
        return [
            [Edit(at, at + 1, "氛", 0.99) for at, one in enumerate(sentence) if one == "氖"]
            for sentence in sentences
        ]


@document_rule(
    "CHR20",
    "typo",
    Severity.INFO,
    fires=(Example("营造学习的⟦氖⟧围。", {"language_checker": _OneSlip()}),),
    quiet=(
        Example("营造学习的氛围。", {"language_checker": _OneSlip()}),
        "没有装模型时，氖字照旧。",
    ),
)
def hint_of_the_model(document: Document, context: Context) -> Iterator[Hit]:
    """模型提示：疑似错别字"""
    checker = context.language_checker
    if checker is None:
        return
    places = [
        (offset + start, line.text[start:end])
        for offset, line in document.lines
        for start, end in line.sentences
    ]
    answers = checker.suggest([sentence for _start, sentence in places])
    for (offset, sentence), edits in zip(places, answers, strict=True):
        for edit in edits:
            written = sentence[edit.start : edit.end]
            yield Hit(
                offset + edit.start,
                offset + edit.end,
                f"模型提示：“{written}”疑为“{edit.replacement}”（把握{edit.score:.0%}）",
                (edit.replacement,),
            )
