"""Text whose lines were broken or lost is checked by paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from drafting.checks.context import Context
from drafting.checks.document import Document
from drafting.checks.engine import check
from drafting.checks.layout import one_paragraph_a_line
from reports.outline.reader import read

PARAGRAPHS = (
    "工程科党支部2024年党建工作总结",
    (
        "2024年，支部坚持把党的政治建设摆在首位，全年集中学习26次，党员人均撰写学习笔记两万字，"
        "完成年初确定的各项任务，为工程建设提供了坚强保证。"
    ),
    "一、主要工作",
    (
        "支部认真落实“三会一课”制度，召开党员大会4次、支委会12次，开展主题党日12次，"
        "组织党员到工地开展义务劳动，帮助群众解决出行困难，受到一致好评。"
    ),
    "二、存在的问题",
    (
        "一是学习还不够深入，结合工程实际思考不多；二是活动形式还比较单一，青年党员参与不够，"
        "需要在今后的工作中认真加以改进。"
    ),
)


WIDTHS = range(25, 39)


def broken(text: str, width: int) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def written(width: int, *, wrong: str = "") -> str:
    paragraphs = [paragraph.replace("全年", f"{wrong}全年") for paragraph in PARAGRAPHS]
    return "".join(broken(paragraph, width) + "\n" for paragraph in paragraphs)


def found(text: str) -> list[tuple[str, str]]:
    context = Context(year=2024, half="year")
    return [(f.rule, f.text.replace("\n", "")) for f in check(read(text), context)]


def test_a_broken_text_gives_what_the_whole_one_gives() -> None:
    whole = "".join(paragraph + "\n" for paragraph in PARAGRAPHS)
    assert found(written(27)) == found(whole)


def test_a_word_broken_over_two_lines_is_found_where_it_stands() -> None:
    spans = set()
    for width in WIDTHS:
        text = written(width, wrong="全面贯切上级部署，")
        (finding,) = [f for f in check(read(text), Context()) if f.category == "typo"]
        assert text[finding.start : finding.end] == finding.text
        assert finding.is_safe is False
        spans.add(finding.text)
    assert spans == {"贯切", "贯\n切"}


def test_the_end_of_a_line_is_no_beginning_of_a_paragraph() -> None:
    texts = [written(width) for width in WIDTHS]
    assert any("\n，" in text for text in texts)
    assert not [
        f.text for text in texts for f in check(read(text), Context()) if "段首" in f.message
    ]


@given(st.integers(25, 50), st.text(alphabet="学习\u3000 \ufeff\u200ba\n", max_size=30))
def test_every_character_is_carried_back_to_itself(width: int, noise: str) -> None:
    text = written(width).replace("26次", f"26次{noise}")
    document = Document(read(text))
    relaid = one_paragraph_a_line(document)
    if relaid is None:
        return
    for at, character in enumerate(relaid.whole.text):
        start, _end = relaid.written_at(at, at + 1)
        assert character.isspace() or character in "\ufeff\u200b" or text[start] == character


def test_a_text_on_one_line_gives_what_the_whole_one_gives() -> None:
    whole = "".join(paragraph + "\n" for paragraph in PARAGRAPHS)
    assert found(" ".join(PARAGRAPHS)) == found(whole)
    assert found(PARAGRAPHS[0] + "\n" + "".join(PARAGRAPHS[1:])) == found(whole)


def test_a_text_with_one_paragraph_a_line_is_left_as_it_is() -> None:
    text = "".join(paragraph + "\n\n" for paragraph in PARAGRAPHS)
    assert one_paragraph_a_line(Document(read(text.rstrip("\n") + "\n"))) is None
