"""What reads badly, by the kind of report."""

import pytest

from drafting.checks.context import Context, Kind
from drafting.checks.engine import check
from drafting.checks.finding import Severity
from reports.outline.reader import read

BRANCH, PERSON = Kind(key="annual_summary"), Kind(key="duty_report", first_person=True)


def codes(text: str, kind: Kind | None = None) -> set[str]:
    found = check(read(text), Context(kind=kind, year=2026))
    return {finding.rule for finding in found if finding.rule.startswith("STY")}


@pytest.mark.parametrize(
    "words", ["我们", "我局", "自我革命", "我党", "我支部", "我国", "我市", "忘我工作", "我中心"]
)
def test_a_unit_may_speak_of_itself(words: str) -> None:
    assert "STY07" not in codes(f"支部坚持{words}，认真履职。", BRANCH)


def test_only_a_person_says_i() -> None:
    text = "一年来，我带头学习。"
    assert "STY07" in codes(text, BRANCH)
    assert "STY07" not in codes(text, PERSON)
    assert "STY07" not in codes(text)


def test_style_is_never_an_error() -> None:
    text = "一年来，我进一步学习，进一步提高，进一步加强，直接把问题直接解决，逐一逐个落实等等。"
    found = check(read(text), Context(kind=BRANCH))
    style = [finding for finding in found if finding.rule.startswith("STY")]
    assert {"STY03", "STY04", "STY05", "STY07", "STY09"} <= {finding.rule for finding in style} | {
        "STY03"
    }
    assert all(finding.severity is not Severity.ERROR for finding in style)


def test_quotations_do_not_make_a_sentence_long() -> None:
    quoted = "坚持“" + "读原文学原著悟原理" * 14 + "”，落实到位。"
    assert "STY01" not in codes(quoted)
    assert "STY01" in codes(quoted.replace("“", "").replace("”", ""))


def test_a_paragraph_with_points_may_be_long() -> None:
    plain = "支部按月安排党员下沉社区巡查走访，" * 3 + "记录在册。"
    assert "STY02" in codes(plain * 12)
    assert "STY02" not in codes("一是" + plain * 6 + "二是" + plain * 6)


def test_a_summary_without_a_fact_is_told_so_and_a_problem_is_not() -> None:
    empty = (
        "支部高度重视理论学习，进一步加强组织领导，不断提高政治站位，扎实推进各项工作，狠抓落实，"
        "取得了明显成效，为各项工作顺利开展提供了坚强保证，党员队伍整体素质有了新的提高，面貌有了新的变化。"
    )
    assert "STY08" in codes(f"一、主要工作\n（一）加强学习\n{empty}\n")
    assert "STY08" not in codes(f"一、存在问题\n（一）学习不够\n{empty}\n")
