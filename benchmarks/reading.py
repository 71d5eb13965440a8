"""Reading: text → Outline, for a report, for a megabyte, for hostile text; .docx → text.

Bounds: a report of 5,000 characters in 2 ms; the cost of a character at 1 MB at most 1.5 times
that at 5 kB; on monotonous text, made to hurt, linear from 10 to 100 kB. A .docx of 5,000
characters, to its text, in at most 3 times what python-docx takes merely to open it.
"""

import time
from collections.abc import Callable, Iterator
from io import BytesIO

from docx import Document

from reports.outline.reader import read
from reports.outline.writer import write
from reports.word.importer import read_word
from reports.word.typeset import typeset

REPORT_LENGTH = 5_000
MEGABYTE = 1_000_000
MOST_MILLISECONDS = 2.0
MOST_GROWTH = 1.5
MOST_GROWTH_HOSTILE = 2.0
MOST_OF_PYTHON_DOCX = 3.0
ROUNDS = 30
TURNS = 6

# A heading or a point every 60 characters, which is twice as many as in real reports.
SECTION = """一、主要工作
一年来，支部坚持把学习贯彻党的创新理论作为首要政治任务，制定年度学习计划，落实“第一议题”\
制度，把党建工作与业务工作同谋划、同部署、同落实、同检查，持续推动各项工作走深走实、见行见效。
(一)强化理论武装，营造学的氛围。一是严格学习要求。坚持每周集中学习、每月专题研讨、每季度\
支部书记讲党课，全年组织党员集中学习24次，开展专题研讨4次，撰写心得体会36篇，党员参学率达到98%。\
二是注重学习实效。把课堂搬到项目现场，围绕“学什么、怎么干”开展讨论，解决实际问题11个，\
形成调研报告2篇，推动学习成果转化为谋划工作的思路、促进工作的措施。
（二）强化组织建设，营造严的氛围。严格落实“三会一课”、谈心谈话、民主评议党员等制度，全年\
召开党员大会4次、支委会12次，开展主题党日12次，谈心谈话覆盖全体党员；按期完成换届，配齐配强\
支委班子；认真做好党员发展工作，培养入党积极分子2名，转正预备党员1名，队伍结构更加合理。
二、存在问题
在肯定成绩的同时，也要看到工作中还存在一些不足。
1.学习转化不够。用理论指导实践的办法不多，学用脱节的现象仍然存在，有的党员满足于读了、记了，\
结合岗位实际思考得少，运用所学解决难题的本领还不强。
2.活动形式不新。主题党日以集中学习为主，现场教学、志愿服务、结对共建等形式用得不多，青年党员\
参与热情不高，支部活动的吸引力和感染力有待增强。
三、下步措施
下一步，支部将对照问题抓好整改：一是推动学用结合，每季度确定一个课题，由党员带头攻关；\
二是丰富活动载体，与项目部联合开展主题党日；三是压实主体责任，把党建工作纳入年度考核。
"""
HOSTILE = {
    "brackets": "（",
    "the character 一": "一",
    "markers": "一、",
    "points": "，一是",
    "headings on one line": "。一、（一）1.（1）①一是",
    "headings of five levels": "一、\n（一）\n1.\n（1）\n①\n",
    "quotes": "“。",
    "blank lines": "\n",
}


def run() -> Iterator[str]:
    """Give the lines of result."""
    report = _repeated(SECTION, REPORT_LENGTH)
    large = _repeated(SECTION, MEGABYTE)
    for text in (report, large):
        assert write(read(text)) == text  # what is measured must be right
    yield _line(
        "a report of 5,000 characters", _best(report, ROUNDS) * 1000, MOST_MILLISECONDS, " ms"
    )
    for name, text in (("1 MB", large), ("1 MB on one line", large.replace("\n", ""))):
        growth = _growth(text, report)
        yield _line(f"time per character, {name} : 5 kB", growth, MOST_GROWTH, " ×")
    yield from _word(report)
    for name, unit in HOSTILE.items():
        growth = _growth(_repeated(unit, 100_000), _repeated(unit, 10_000))
        yield _line(
            f"time per character, {name}, 100 kB : 10 kB", growth, MOST_GROWTH_HOSTILE, " ×"
        )


def _word(report: str) -> Iterator[str]:
    """Read the report from two files: ours, and one with all that python-docx's template has."""
    theirs = Document()
    for line in report.splitlines():
        theirs.add_paragraph(line)
    out = BytesIO()
    theirs.save(out)
    for name, data in (("ours", typeset(read(report))), ("python-docx's", out.getvalue())):
        assert "".join(read_word(data).text.split()) == "".join(report.split())
        pairs = [
            (
                _seconds(lambda data=data: read_word(data)),  # type: ignore[misc]
                _seconds(lambda data=data: Document(BytesIO(data))),  # type: ignore[misc]
            )
            for _ in range(ROUNDS)
        ]
        ours, floor = (min(times) for times in zip(*pairs, strict=True))
        yield _line(
            f".docx of 5,000 characters ({name}) : python-docx opening it",
            ours / floor,
            MOST_OF_PYTHON_DOCX,
            " ×",
        )


def _growth(large: str, small: str) -> float:
    """How much more a character costs in a large text than in a small one, timed in turns."""
    pairs = [(_best(large, 1), _best(small, ROUNDS // TURNS)) for _ in range(TURNS)]
    larges, smalls = zip(*pairs, strict=True)
    return min(larges) / len(large) / (min(smalls) / len(small))


def _repeated(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def _best(text: str, rounds: int) -> float:
    """The shortest of several readings, in seconds."""
    return min(_seconds(lambda: read(text)) for _ in range(rounds))


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _line(name: str, figure: float, bound: float, unit: str) -> str:
    verdict = "" if figure <= bound else "  OVER"
    return f"{name:<58}{figure:8.2f}{unit}   (at most {bound:g}{unit}){verdict}"
