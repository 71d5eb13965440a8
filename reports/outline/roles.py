"""What a heading or a paragraph is for, told by its words.

The cues are words of the genre, not of single documents: problems are confessed (存在…问题, 不足,
差距), intentions begin with a time (下一步, 今后) or are named (打算, 思路, 工作要求).
"""

import re

from reports.outline.points import points
from reports.outline.tree import Role

_PROBLEMS = re.compile(
    "(?:问题|不足|差距|短板|薄弱|弱项|原因)(?!导向|意识|清单|[^，]{0,4}整改(?:落实)?情况)"
    "|(?:面临|存在|遇到|主要)的?[^，]{0,6}困难"
)
# Problems that a heading sets out to solve are no confession.
_SOLVING = re.compile(
    "解决|破解|克服|整治|整改|聚焦|聚力|针对|围绕|补齐|补足|补|缩小|攻克|紧盯|坚持|查找"
)
_FUTURE = re.compile("下一?步|下一?阶段|下半年|明年|来年|今后|打算|努力方向|整改方向|工作要求")
_NAMED_MEASURES = re.compile(
    "(?:建议|计划|意见|要求|目标|任务|重点|要点|设想|谋划|部署|方向|思路|措施|举措|对策|安排|整改)"
    "(?=(?P<end>$)|[及和与、])"
)
# 强化服务保障, 落实上级要求: what was done to measures, not measures.
_DOING = re.compile(
    "加强|强化|落实|坚持|突出|深化|推[进动]|抓|聚焦|严格|完成|贯彻|提[升高]|压实|健全|完善|着力|持续|扎实"
    "|认真|全面|凝聚|围绕|紧扣|紧盯|创新|夯实|筑牢|树牢|把"
)
_SUMMARY = re.compile(
    "回顾|(?:肯定|总结)成绩|(?:情况|做法|成效|成绩|亮点|总结|经验|履职|履责|工作开展)(?=$|[及和与、])|履职情况|取得的?"
)

LONGEST_OPENING = 300
_SENTENCE = re.compile("[^。！？]*[。！？]?[”’）]*")

_SALUTATION = re.compile(
    "(?:(?:尊敬的|敬爱的|亲爱的)?(?:各位[^，。；：:]{0,12}|同志们|朋友们|[^，。；：:]{0,8}(?:领导|同志|代表|委员|党员))"
    "[，、,]?){1,4}(?:上午好|下午好|晚上好|大家好)?[：:！!]"
)
_THANKS = re.compile(
    "(?:谢谢|感谢)(?:大家|各位|聆听)?[^，。]{0,6}[！!。.]?|(?:我的)?(?:述职|发言|汇报|讲话|报告)(?:完毕|到此结束)[^。]{0,16}[。！!]?"
    "|(?:特此|专此)(?:报告|汇报|总结)[。.]?|(?:以上|上述)(?:报告|汇报|述职|总结|发言|是我)[^。]{0,40}[。！!]?"
    "(?:谢谢大家[！!。]?)?|不当之处[^。]{0,24}[。！]?"
)
_APPEAL = re.compile(
    "永远在路上|献礼|胜利召开|团结在以|而(?:不懈|努力|共同|团结)?奋斗|作出(?:新的)?(?:更大)?(?:的)?贡献"
    "|做出(?:新的)?(?:更大)?(?:的)?贡献|贡献[^。]{0,12}力量|以(?:优异|实际)[^。]{0,12}(?:迎接|成绩|行动|庆祝)"
    "|谱写|再创|再上新台阶|真抓实干|奋勇前进|开创[^。]{0,20}新局面|任务艰巨|使命光荣|提供[^。]{0,16}保障"
)
_CALL = re.compile("(?:^|[。！；])让我们[^。]*！$")
_APPEAL_START = re.compile("同志们|各位|让我们|我们要更加|新时代新征程|站在新的|征程|奋进|蓝图")

_CONFESSION = re.compile(
    "(?:还|仍|依然|但|虽|清醒|同时|客观|也)[^。]{0,60}?存(?:在)?[^。]{0,40}"
    "(?:问题|不足|差距|短板|薄弱|弱项|不适应)"
    "|(?:问题|不足|差距|短板)(?:依然|仍然|仍|还)[^。]{0,6}(?:存在|突出|不小)"
    "|存在(?:着)?(?:以下|如下|的)[^。，]{0,12}(?:问题|不足|差距|短板)[^。，]{0,10}[：:]"
    "|肯定成绩的同时|有不足之处|(?:问题|不足|短板)也?(?:同样)?不容(?:忽视|忽略|小视|小看|回避)"
    "|(?:还|仍然?|依然|也)有[^。，]{0,10}(?:差距|不足|短板|薄弱环节|亟[需待]解决的问题)"
)
_NOT_A_CONFESSION = re.compile("(?:针对|围绕|聚焦|着力|为(?:了)?解决|瞄准|对照)")
_SETTLED = re.compile("(?:已|均|全部|逐一|得到)[^。，]{0,8}(?:整改|解决|销号|到位)")
_INTENTION = re.compile(
    "(?:同志们，)?(?:下一?步|下一?阶段|今后|接下来|明年|来年|新的一年|下半年|针对(?:以上|上述|这些|存在)"
    "|对(?:此|这些|以上|上述)|为此，我|因此，我)[^。！]{0,80}?(?:将|要|拟|继续|努力|重点)"
)
_TURN = re.compile(
    "(?:下一?步|下一?阶段|今后|接下来|明年|来年|新的一年|下半年|为此，我|因此，我)[^。！]{0,80}?(?:将|要|拟|继续|努力)"
)
_ANNOUNCED_DEMANDS = re.compile("(?:讲|提|谈|强调)[^。，]{0,8}(?:意见|要求|建议|希望)")
_WEAK_PROBLEM = re.compile(
    "有的|不够|不到位|不足|差距|薄弱|短板|两张皮|(?:问题|现象)[^。，]{0,6}(?:突出|存在|较多|普遍)|普遍性问题"
)
_WEAK_MEASURE = re.compile("我们(?:一定|必须|就|都)?要|必须|下功夫|切实(?:加以)?解决|认真研究解决")


def of_heading(heading: str, *, expected: Role) -> tuple[Role, ...]:
    """The roles that a heading of the first level names, in its order; empty for none.

    A heading may name two: 存在问题及下一步工作思路; or, where demands are `expected`, set out to
    solve what it names: 聚力解决…的问题，做…的实践者.
    """
    summary = _SUMMARY.search(heading)
    problems = _PROBLEMS.search(heading)
    measures = _FUTURE.search(heading) or _named_measures(heading, beside_summary=bool(summary))
    if problems and _SOLVING.search(heading, 0, problems.start()):
        if expected is Role.MEASURES and not measures:
            return (Role.PROBLEMS, Role.MEASURES)
        problems = None
    found = ((Role.SUMMARY, summary), (Role.PROBLEMS, problems), (Role.MEASURES, measures))
    cues = {role: cue.start() for role, cue in found if cue}
    return tuple(sorted(cues, key=cues.__getitem__))


def _named_measures(heading: str, *, beside_summary: bool) -> re.Match[str] | None:
    """措施, 思路, 安排… in a heading that is a name; not in 主要举措及成效."""
    if _DOING.match(heading):
        return None
    named = _NAMED_MEASURES.search(heading)
    return None if named and beside_summary and named.group("end") is None else named


def of_paragraph(text: str) -> tuple[Role, ...]:
    """The roles of a paragraph that sets out to confess problems or to tell intentions.

    Judged by its first two sentences; a problem paragraph that ends with what is to be done
    about it carries both roles. Empty for any other paragraph.
    """
    opening = _opening(text)
    if _INTENTION.match(opening):
        return (Role.MEASURES,)
    if not _CONFESSION.search(opening) or _NOT_A_CONFESSION.match(opening):
        return ()
    if _SETTLED.search(opening):
        return ()
    return (Role.PROBLEMS, Role.MEASURES) if _turns_to_measures(text) else (Role.PROBLEMS,)


def within_two(text: str) -> tuple[Role, ...]:
    """The roles of a paragraph in a section that carries both problems and measures."""
    found = points(text)
    demands = sum(p.marker.endswith("要") or p.text.startswith("要") for p in found)
    if demands > 1 and any(point.number == 1 for point in found[1:]):
        return (Role.PROBLEMS, Role.MEASURES)
    if demands > 1 or _INTENTION.match(_opening(text)):
        return (Role.MEASURES,)
    if _CONFESSION.search(text) or _WEAK_PROBLEM.search(text):
        return (Role.PROBLEMS, Role.MEASURES) if _turns_to_measures(text) else (Role.PROBLEMS,)
    return (Role.MEASURES,) if _WEAK_MEASURE.search(text) else ()


def of_item(marker: str, words: str) -> tuple[Role, ...]:
    """The role of a numbered item in a section that carries both; empty where undecided."""
    if marker.endswith("要") or words.startswith("要"):
        return (Role.MEASURES,)
    if _WEAK_PROBLEM.search(words) or re.search("不(?:强|高|深|严|实|细|多|力|全|紧)", words):
        return (Role.PROBLEMS,)
    return ()


def announces_demands(text: str) -> bool:
    """Whether a paragraph ends by announcing demands (为此，我讲五个方面的意见)."""
    return bool(_ANNOUNCED_DEMANDS.search(text[-40:]))


def is_salutation(text: str) -> bool:
    """Whether a paragraph is the address of a speech (同志们：), which is set flush left."""
    return len(text) <= 40 and bool(_SALUTATION.fullmatch(text))  # noqa: PLR2004 - one line


def is_thanks(text: str) -> bool:
    """Whether a paragraph is a closing formula (谢谢大家！ 特此报告。)."""
    return len(text) <= 60 and bool(_THANKS.fullmatch(text))  # noqa: PLR2004 - one or two lines


def is_closing(text: str) -> bool:
    """Whether a paragraph closes a report: a formula, or the appeal (同志们，…永远在路上…)."""
    is_appeal = _APPEAL.search(text) or _CALL.search(text)
    return is_thanks(text) or bool(_APPEAL_START.match(text) and is_appeal)


def _opening(text: str) -> str:
    """The first two sentences."""
    return "".join(_SENTENCE.findall(text[:LONGEST_OPENING])[:2])


def _turns_to_measures(text: str) -> bool:
    """Whether a later sentence of a problem paragraph tells what will be done."""
    sentences = _SENTENCE.findall(text)[1:]
    return any(_TURN.match(sentence) for sentence in sentences)
