"""Congresses, plenums, campaigns, plans and jubilees against the period of the report."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from drafting.checks.context import Context, Kind
from drafting.checks.document import Document, Line
from drafting.checks.events import Event, Own, by_form, events, forms
from drafting.checks.finding import Severity
from drafting.checks.period import period, reviewed
from drafting.checks.registry import Example, Hit, document_rule, rule

# Which of them there are, the calendar says.
_SESSION = "[一二三四五六七八九十]{1,4}"
_CONGRESS = re.compile(f"党的(?P<session>{_SESSION})大(?![事会院型])")
_PLENUM = re.compile(
    f"(?P<session>{_SESSION})届(?P<list>(?:[一二三四五六七八九]中[、和及]?){{1,9}})全会"
)
_DISCIPLINE = re.compile(
    f"(?P<session>{_SESSION})届中央纪委(?P<number>[一二三四五六七八九])次全(?:体会议|会)"
)
_AHEAD = re.compile(
    "迎|献礼|筹备|即将|将要|将于|将召开|备战|向着|服务保障|护航|营造|出席|推选|选举产生|当选"
)
_AFTER_AHEAD = re.compile(
    "(?:的)?(?:胜利)?(?:召开之年|召开之前|召开前|即将|将于|将在|安保|筹备|代表|选举)"
)
# In the weeks before a congress its agenda is spoken of; its spirit cannot be studied yet.
_WEEKS_BEFORE = timedelta(days=60)
_HELD = re.compile("[^，。；！？]{0,12}(?:精神|以来|闭幕|召开后|召开以后|之后)")


def _named(text: str, own: Own) -> Iterator[tuple[int, int, Event]]:
    """Congresses and sessions that `text` names; `own` are the organisation's events."""
    for found in _CONGRESS.finditer(text):
        event = events("congress", own).get(f"{found.group('session')}大")
        if event:
            yield *found.span(), event
    for found in _PLENUM.finditer(text):
        for part in re.finditer("[一二三四五六七八九]中", found.group("list")):
            event = events("plenum", own).get(f"{found.group('session')}届{part.group()}")
            if event:
                start = found.start("list") + part.start()
                yield (found.start() if part.start() == 0 else start), start + 2, event
    for found in _DISCIPLINE.finditer(text):
        event = events("discipline", own).get(
            f"{found.group('session')}届中央纪委{found.group('number')}次"
        )
        if event:
            yield *found.span(), event


@rule(
    "DAT10",
    "stale-date",
    Severity.WARNING,
    fires=(
        Example("深入学习贯彻⟦党的二十大⟧精神。", {"year": 2021}),
        Example("学习党的二十届三中、⟦四中⟧全会精神。", {"year": 2024}),
        Example("传达⟦二十届中央纪委四次全会⟧精神。", {"year": 2023}),
    ),
    quiet=(
        Example("以优异成绩迎接党的二十大胜利召开。", {"year": 2021}),
        Example("明年是党的二十大召开之年。", {"year": 2021}),
        Example("深入学习贯彻党的二十大精神。", {"year": 2022}),
        Example("推选出席党的二十大代表，做好党的二十大代表选举工作。", {"year": 2021}),
        Example("会议讨论党的二十大的议程。", {"today": date(2022, 9, 20)}),
        Example("传达二十届中央纪委四次全会精神。", {"year": 2024}),
        Example("学习党的二十届三中全会精神。", {}),
    ),
    source="会议公报日期",
    needs=("届", "党的十", "党的二十", "党的三十"),
)
def not_yet_held(line: Line, context: Context) -> Iterable[Hit]:
    """报告期内尚未召开的会议"""
    time = period(context)
    for start, end, event in _named(line.text, context.events):
        if event.start <= time.written:
            continue
        if _AHEAD.search(line.text, max(0, start - 14), start) or _AFTER_AHEAD.match(
            line.text, end
        ):
            continue
        if event.start - time.written <= _WEEKS_BEFORE and not _HELD.match(line.text, end):
            continue
        when = f"{event.start.year}年{event.start.month}月"
        message = f"“{line.text[start:end]}”{when}才召开，与报告所属时间不符"
        if event.start > context.today:
            message = f"“{line.text[start:end]}”尚未召开，请核对"
        yield Hit(start, end, message, source=event.source)


_STUDY = re.compile(
    "(?:学习|宣传|贯彻|落实|学深悟透|宣讲)[^，。；！？]{0,24}?(?P<named>党的(?P<session>[一二三四五六七八九十]{1,4})大)(?:精神|报告)"
)


@rule(
    "DAT11",
    "stale-date",
    Severity.WARNING,
    fires=(Example("认真学习贯彻⟦党的十九大⟧精神。", {"year": 2024}),),
    quiet=(
        Example("认真学习贯彻党的十九大精神。", {"year": 2021}),
        Example("学习贯彻党的十九大、二十大精神。", {"year": 2024}),
        Example("党的十九大以来，学习贯彻党的二十大精神。", {"year": 2024}),
    ),
    source="会议公报日期",
    needs=("党的十", "党的二十", "党的三十"),
)
def earlier_congress(line: Line, context: Context) -> Iterable[Hit]:
    """新的党代会召开后仍写学习上一次党代会精神"""
    if context.year is None:
        return
    start = period(context).start
    for found in _STUDY.finditer(line.text):
        clause = re.split("[，。；]", line.text[found.start() : found.start() + 60])[0]
        congresses = events("congress", context.events)
        later = [e for e in congresses.values() if e.start < start]
        newest = later[-1].term if later else ""
        named = congresses.get(f"{found.group('session')}大")
        if newest and newest not in clause and named and named.start < later[-1].start:
            message = f"{start.year}年前已召开党的{newest}，此处像是旧稿留下的，请核对"
            yield Hit(*found.span("named"), message, (f"党的{newest}",))


_GOES_ON = re.compile("巩固|拓展|深化|延续|运用|总结|拓宽|持续用好|完善")
_AFTERWARDS = re.compile(
    "[^，。；]{0,6}(?:成果|常态|长效|制度化|以来|经验|期间|之后|结束|“?回头看|整改|大会|会议|论述|条例|中(?:，|的))|后[，的]"
    "|”?、[^，。；]{0,20}(?:教育|活动)"
)


@rule(
    "DAT12",
    "stale-date",
    Severity.WARNING,
    fires=(
        Example("2024年以来，支部把⟦党纪学习教育⟧作为重要政治任务。", {"year": 2025}),
        Example("扎实开展⟦党史学习教育⟧。", {"year": 2023}),
        Example("扎实开展⟦党纪学习教育⟧。", {"year": 2022}),
    ),
    quiet=(
        Example("扎实开展党史学习教育。", {"year": 2021}),
        Example("巩固拓展党史学习教育成果。", {"year": 2023}),
        Example("推进党史学习教育常态化长效化。", {"year": 2022}),
        Example("扎实开展党史学习教育。", {}),
        Example("组织开展党规党纪学习教育。", {"year": 2021}),
        Example("这是继“两学一做”学习教育、党史学习教育之后的又一次集中教育。", {"year": 2023}),
        Example("贯彻《党史学习教育工作条例》。", {"year": 2024}),
        Example("去年，扎实开展党纪学习教育。", {"year": 2025, "kind": Kind("speech")}),
    ),
    source="中央关于开展集中性学习教育的部署",
    needs_events="campaign",
)
def other_campaign(line: Line, context: Context) -> Iterable[Hit]:
    """学习教育的名称与报告年度不符"""
    if context.year is None:
        return
    time = period(context)
    for found in forms("campaign", context.events).finditer(line.text):
        if line.text[max(0, found.start() - 1) : found.start()] == "规":  # 党规党纪学习教育
            continue
        event = by_form("campaign", context.events)[found.group()]
        if event.start > time.written:
            when = f"{event.start.year}年{event.start.month}月"
            yield Hit(
                *found.span(),
                f"“{found.group()}”{when}才开始，与报告所属时间不符",
                source=event.source,
            )
        elif event.end < time.start:
            if _GOES_ON.search(line.text, max(0, found.start() - 10), found.start()):
                continue
            if _AFTERWARDS.match(line.text, found.end()):
                continue
            if event.end.year == reviewed(context):
                continue
            now = [
                e.term
                for e in events("campaign", context.events).values()
                if e.start <= time.end and e.end >= time.start
            ]
            message = f"“{found.group()}”是{event.start.year}年的集中教育，像是旧稿留下的"
            yield Hit(
                *found.span(),
                message + (f"，{context.year}年开展的是{now[0]}" if now else "，请核对"),
                tuple(now),
                source=event.source,
            )


_PLAN = re.compile(
    "(?P<plan>[二三四十](?:(?<=十)|十)[一二三四五六七八九]?五)”?(?:规划|时期|目标任务)?(?:纲要)?的?(?:圆满|胜利|顺利|实现|全面|如期|高质量|良好)?(?P<point>收官|开局|开好局|起步|谋划|谢幕)(?!后|以来)"
)
_JUBILEE = re.compile(r"周年(?<=\d\d..)(?!大会|讲话|庆祝大会|系列)")
# A pattern that begins with a character is found several times as fast as one that begins with words.
_HELD_YEAR = re.compile(
    f"[党贯落](?:(?<=党)的(?P<congress>{_SESSION})大(?:胜利)?召开之年"
    "|(?:(?<=贯)彻|(?<=落)实)[^，。；]{0,6}"
    f"党的(?P<spirit>{_SESSION})大精神的?(?:开局|第一)之?年)"
)
_YEAR_WORD = re.compile("(?P<year>20\\d\\d)年|(?P<word>今年|本年|明年|来年|去年|上年|新的一年)")
_SHIFT = {"今年": 0, "本年": 0, "明年": 1, "来年": 1, "新的一年": 1, "去年": -1, "上年": -1}


# What stands before a founding when it is somebody else's.
_SOMEBODY_S = {
    "建党": re.compile("党"),
    "建国": re.compile("[^\\W\\d_祝接念为向在是逢值到礼绕合以]"),
}
LONGEST_FORM = 40  # characters of the name of a founding
_INTENDED = re.compile("为|奋力|确保|力争|迎接|谋划")


def _ends_with(text: str, forms: Iterable[str]) -> str:
    """The longest of `forms` at the end of `text`; empty where there is none.

    None is in 全党建党100周年, nor in 越南建国80周年.
    """
    ending = [form for form in forms if text.endswith(form)]
    longest = max(ending, key=len, default="")
    if longest in _SOMEBODY_S and _SOMEBODY_S[longest].search(text.removesuffix(longest)[-1:]):
        return ""
    return longest


def _claims(text: str, own: Own) -> Iterator[tuple[int, int, int]]:
    """(start, end, true year) of claims that bind an event to a year."""
    for found in _PLAN.finditer(text):
        event = events("plan", own).get(found.group("plan"))
        if event and found.group("point") != "谋划":
            is_end = found.group("point") in {"收官", "谢幕"}
            start = found.start() - (text.startswith("“", max(0, found.start() - 1)))
            yield start, found.end(), (event.end if is_end else event.start).year
    for found in _JUBILEE.finditer(text):
        last = text[max(0, found.start() - 3) : found.start()]
        count = last if last.isdecimal() else last[1:]
        at = found.start() - len(count)
        before = text[max(0, at - LONGEST_FORM) : at]
        founding = _ends_with(before, by_form("founding", own))
        if founding:
            year = by_form("founding", own)[founding].start.year
            yield at - len(founding), found.end(), year + int(count)
    for found in _HELD_YEAR.finditer(text):
        held = events("congress", own).get(f"{found.group('congress') or found.group('spirit')}大")
        if held:
            yield *found.span(), held.start.year + bool(found.group("spirit"))


@document_rule(
    "DAT13",
    "stale-date",
    Severity.WARNING,
    fires=(
        Example("为⟦“十四五”规划圆满收官⟧作出积极贡献。", {"year": 2026}),
        Example("2025年是⟦党的二十大召开之年⟧。", {"year": 2025}),
        Example("今年是⟦“十五五”开局⟧之年。", {"year": 2024}),
        Example("庆祝⟦建党100周年⟧，开展系列活动。", {"year": 2023}),
        Example("庆祝⟦建国70周年⟧，开展系列活动。", {"year": 2025}),
        Example("2024年是⟦贯彻党的二十大精神的开局之年⟧。", {"year": 2024}),
    ),
    quiet=(
        Example("为“十四五”规划圆满收官作出积极贡献。", {"year": 2025}),
        Example("明年是“十五五”开局之年。", {"year": 2025}),
        Example("今年是党的二十大召开之年。", {"year": 2021}),
        Example("庆祝中国共产党成立105周年。", {"year": 2026}),
        Example("学习越南建国80周年的报道，参加全党建党100周年活动。", {"year": 2023}),
        Example("学习庆祝建党100周年大会精神。", {"year": 2023}),
        Example("2025年是“十四五”规划收官之年。", {"year": 2026}),
        Example("为实现“十五五”良好开局打牢基础。", {"year": 2024}),
    ),
    source="五年规划、党代会的年份",
    needs=("收官", "谢幕", "开局", "开好局", "起步", "周年", "召开之年", "第一年", "第一之年"),
)
def other_year(document: Document, context: Context) -> Iterable[Hit]:
    """“开局之年、召开之年、周年”与年份对不上"""
    if context.year is None:
        return
    for start, end, true in _claims(document.text, context.events):
        before = document.text[max(0, start - 40) : start]
        sentence = re.split("[。！？；\n]", before)[-1]
        named = list(_YEAR_WORD.finditer(sentence))
        last = named[-1] if named else None
        if last and last.group("year"):
            right = int(last.group("year")) == true
            shown = last.group()
        else:
            shift = _SHIFT[last.group("word")] if last else 0
            shown = last.group() if last else "报告年度"
            right = context.year + shift <= true <= context.year + shift + 1
            if not last and _INTENDED.search(sentence[-8:]):
                right = right or true > context.year
        if not right:
            words = document.text[start:end]
            yield Hit(start, end, f"“{words}”是{true}年，与“{shown}”对不上，请核对")
