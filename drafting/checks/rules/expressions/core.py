"""The formulas about the Party centre, its core and the theories that bear a name."""

import re
from collections.abc import Iterator

from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule

NAME = "习近平"
THEORY = re.compile(
    r"(?<!习近平)(?P<part>习近(?!平)|习平|(?<!习)近平)?"
    r"(?P<theory>新时代中国特色社会主义思想|生态文明思想|法治思想|强军思想|外交思想)"
)
# What theory is a name only after such a verb: 他的法治思想 is somebody else's.
GENERAL = re.compile(r"(?:学习|贯彻|践行|落实|领会|宣传|实践|以|用|悟透|把握)$")
GENERAL_ENDS = ("法治思想", "强军思想", "外交思想")

CENTRE = "以习近平同志为核心的党中央"
# 习近平同志 and 党中央 close together in one clause …
TOGETHER = re.compile(r"以?习近平(?:同志|总书记)[^，。；：！？、\n]{0,8}?(?:党中央|中共中央)")
# … in the only formula that has both.
RIGHT = re.compile(r"以?习近平同志为核心的(?:党中央|中共中央)")
# Heard in speeches, not in documents.
LOOSE = ("以习近平总书记为核心的党中央",)
CORE = re.compile(r"党中央的?核心(?:和|，|,|　| )?全党的?核心(?:地位)?")
CORE_RIGHT = re.compile(r"党中央的核心、全党的核心")


@rule(
    "EXP05",
    "fixed-expression",
    Severity.INFO,
    fires=(
        "以⟦新时代中国特色社会主义思想⟧为指导。",
        "深入践行⟦生态文明思想⟧，推进绿色发展。",
        "深入学习贯彻⟦法治思想⟧。",
        "以⟦近平新时代中国特色社会主义思想⟧为指导。",
    ),
    quiet=(
        "以习近平新时代中国特色社会主义思想为指导，深入学习习近平法治思想。",
        "中国古代的法治思想源远流长。",
    ),
    source="党章（2022年修正）",
    needs=("新时代中国特色社会主义思想", "生态文明思想", *GENERAL_ENDS),
)
def unnamed_theory(line: Line, context: Context) -> Iterator[Hit]:
    """指导思想前缺“习近平”"""
    del context
    for found in THEORY.finditer(line.text):
        theory = found.group("theory")
        is_general = theory.endswith(GENERAL_ENDS) and not found.group("part")
        if is_general and not GENERAL.search(line.text, 0, found.start()):
            continue
        message = f"规范表述为“{NAME}{theory}”"
        # A name with a character lost is beyond doubt; one left out may be a short form.
        severity = Severity.ERROR if found.group("part") else None
        yield Hit(*found.span(), message, (NAME + theory,), severity=severity)


@rule(
    "EXP06",
    "fixed-expression",
    Severity.ERROR,
    fires=(
        "紧密团结在⟦以习近平同志核心的党中央⟧周围。",
        "紧密团结在⟦习近平总书记为核心的党中央⟧周围。",
        "坚决维护习近平总书记⟦党中央的核心全党的核心地位⟧。",
    ),
    quiet=(
        "更加紧密地团结在以习近平同志为核心的党中央周围。",
        "维护习近平同志党中央的核心、全党的核心地位。",
        "习近平总书记代表党中央作工作报告。",
        "在习近平总书记和党中央坚强领导下。",
        "习近平同志在党中央的会议上讲话。",
    ),
    source="党的十八届六中全会公报（2016年）、党章（2022年修正）",
)
def centre(line: Line, context: Context) -> Iterator[Hit]:
    """党中央核心的表述有误"""
    del context
    if "党中央" not in line.text and "中共中央" not in line.text:
        return
    for found in TOGETHER.finditer(line.text):
        words = found.group()
        is_formula = "核心" in words or words.startswith("以")
        if is_formula and not RIGHT.fullmatch(words):
            severity = Severity.INFO if words in LOOSE else None
            yield Hit(*found.span(), f"规范表述为“{CENTRE}”", (CENTRE,), severity=severity)
    for found in CORE.finditer(line.text):
        if not CORE_RIGHT.match(found.group()):
            end = "地位" if found.group().endswith("地位") else ""
            yield Hit(
                *found.span(),
                "“党中央的核心”与“全党的核心”并列，中间用顿号",
                (f"党中央的核心、全党的核心{end}",),
                category="punctuation",
            )
