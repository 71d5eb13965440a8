"""What was left to be filled in: X次, XX同志, 20_年, 【待补充】, （此处填写…）, dummy names."""

import re
from collections.abc import Iterable

from drafting.checks.context import Context
from drafting.checks.document import Line
from drafting.checks.finding import Severity
from drafting.checks.registry import Hit, rule

SOURCE = "惯例：定稿不得留有占位符"

_UNIT = (
    "余?多?(?:人次|万元|亿元|平方公里|公里|公顷|亩次?|人|次|个|条|项|名|件|场|期|份|篇|户|处|起|家|宗|元|届|部"
    "|年|月|日|号|时|分|天|周|度|%|％|‰|种|类|轮|批|堂|节|台|套|座|支|本|册|幅|组|岁|倍|位|张|等奖)"
)
_PLACE = "(?:省|市|县|区|镇|乡|村|州|盟|旗|街道|社区|局|厅|处|科|部门?|委|办|院|所|站|中心|支部|公司|集团|单位|学校)"
_PERSON = "(?:同志|书记|局长|厅长|处长|科长|主任|组长|部长|市长|县长|镇长|某)"
# Letters that stand for themselves: X光, X射线, X轴, XXL, “1+X”, X-ray, iPhone X is left alone
# because a letter or a figure is beside it.
_LETTER = re.compile(
    "[Xx](?:光|射线|线机?|轴|染色体|荧光|衍射|坐标|波段|理论|档|型)|XXX?L|[Xx]{2,3}[Ll]"
)
_TRAIN = re.compile("(?<![A-Za-z0-9])[GDCKTZ][Xx]{1,4}次")  # the number of a train
_GAP = re.compile(r"[XxＸｘ]+|[×✕✖]+|[＊*]+|[○◯]+|□+|[?？]{2,}|_+|＿+|\$\{[^}\n]{0,20}\}")
_JOIN = re.compile(f"{_UNIT}|[中〕\\]］]")
_FOLLOWING = re.compile(f"{_UNIT}|{_PLACE}|{_PERSON}")
_MEASURED = re.compile(_UNIT)
_FIGURE = re.compile("[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")
_SPACES = " \t　"
_URL = re.compile(r"(?:https?://|www\.|(?<![A-Za-z0-9_.])[A-Za-z0-9_.]{1,64}@)[^\s一-鿿，。；]*")
_MARKDOWN = re.compile(r"^\s*\*\*[^*\n]{1,30}\*\*")
_EMPHASIS = re.compile(r"^\s*[*_=○□\-]{3,}\s*$|^\s*\*\s")


def _is_gap(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, a run of one mark, stands where words or figures are missing."""
    run, before, after = text[start:end], text[max(0, start - 1) : start], text[end : end + 1]
    near = text[max(0, start - 3) : start].rstrip(_SPACES)[-1:]
    follows = text[end : end + 3].lstrip(_SPACES)[:1]
    measured = bool(_FOLLOWING.match(text, end))
    match run[0]:
        case "X" | "x" | "Ｘ" | "ｘ":
            return _is_letter_gap(text, start, end)
        case "×" | "✕" | "✖":
            is_product = bool(_FIGURE.match(near) and (follows and _FIGURE.match(follows)))
            return not is_product and (len(run) > 1 or measured) and "√" not in text
        case "*" | "＊":
            is_product = bool(_FIGURE.match(near) and (follows and _FIGURE.match(follows)))
            return not is_product and (len(run) > 1 or measured)
        case "○" | "◯":
            years = "一二三四五六七八九十○◯〇零"
            in_year = (before in years and before) or (after in years and after)
            return not in_year and (len(run) > 1 or measured)
        case "□" | "?" | "？":
            return measured
        case "_" | "＿":
            return len(run) > 1 or (measured and not _is_latin(before))
    return True


def _is_letter_gap(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before in {"+", "＋", "-", "－"} or after in {"+", "＋", "-", "－"}:
        return False
    if _TRAIN.match(text, max(0, start - 1)):
        return True
    if _is_latin(before) or _is_latin(after) or after.isdecimal():
        return False
    if _LETTER.match(text, start):
        return False
    if before.isdecimal():
        # 20XX年 and 2X次, but not 3x4 and not a model number.
        return bool(_MEASURED.match(text, end))
    return True


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _masked(text: str) -> str:
    """`text` with addresses and a Markdown head blanked out, every offset as it was."""
    text = _URL.sub(lambda found: "/" * len(found.group()), text)
    return _MARKDOWN.sub(lambda found: "/" * len(found.group()), text)


def _gaps(text: str) -> list[tuple[int, int]]:
    """Start and end of every gap; X届XX次 and X月X日 are one."""
    if not _GAP.search(text) or _EMPHASIS.match(text):
        return []
    text = _masked(text)
    found: list[tuple[int, int]] = []
    for match in _GAP.finditer(text):
        start, end = match.span()
        if not _is_gap(text, start, end):
            continue
        if text[max(0, start - 2) : start] == "20" or (
            text[max(0, start - 1) : start].isdecimal() and match.group()[0] in "Xx_"
        ):
            while start and text[start - 1].isdecimal():
                start -= 1
        if found and _JOIN.fullmatch(text, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [(start, _with_unit(text, end)) for start, end in found]


def _with_unit(text: str, end: int) -> int:
    unit = _MEASURED.match(text, end) or re.compile("[省市县区]").match(text, end)
    return unit.end() if unit else end


@rule(
    "PLH01",
    "placeholder",
    Severity.ERROR,
    fires=(
        "开展主题党日活动⟦X次⟧，专题党课⟦XX余次⟧。",
        "贯彻省委⟦X届XX次⟧全会精神，⟦ｘ县⟧⟦X月X日⟧召开会议。",
        "⟦XXX⟧同志作了讲话，⟦××⟧书记点评。",
        "完成⟦X⟧平原生态修复项目，争取⟦＊＊＊⟧资金⟦***万元⟧。",
        "⟦20XX年⟧工作，⟦20_年⟧计划，覆盖率⟦X%⟧。",
        "共⟦____人⟧参加",
        "⟦○○⟧同志获⟦X等奖⟧，培训⟦□□人⟧。",
        "（⟦ｘ⟧办发电〔⟦ｘ〕ｘ号⟧）",
    ),
    quiet=(
        "X光机1台，x射线检测，X轴方向",
        "推进“1+X”证书制度，“N+X”机制，X-ray",
        "尺码XXL，型号X200，规格3×4米，5 × 6，MAX",
        "“数据要素×”行动，Word文件",
        "二○二六年一月，二○○八年",
        "见http://www.x.cn/xx_1，邮箱x_x@qq.com",
        "**央视网消息**（新闻联播）：会议召开。",
    ),
    source=SOURCE,
    is_literal=True,
    needs="XxＸｘ×✕✖*＊○◯□?？_＿$",
)
def unfilled_gap(line: Line, _context: Context) -> Iterable[Hit]:
    """留有占位符没有填写"""
    for start, end in _gaps(line.text):
        words = line.text[start:end]
        if _MEASURED.search(words):
            message = f"“{words}”是占位符，请填上实际数字"
        elif _PLACE_END.match(words[-1:]) or _PLACE_AFTER.match(line.text, end):
            message = f"“{words}”是占位符，请填上实际名称"
        elif _PERSON_AFTER.match(line.text, end):
            message = f"“{words}”是占位符，请填上姓名"
        else:
            message = f"“{words}”是占位符，请补上实际内容"
        yield Hit(start, end, message)


_PLACE_END = re.compile("[省市县区]")
_PLACE_AFTER = re.compile(_PLACE)
_PERSON_AFTER = re.compile(_PERSON)

_SLOT = "填写|填入|待填|待补|补充|待定|待写|此处|请输入|点击|插入|数据|某某|自行"
_NAME = "(?:单位|部门|支部|党支部|组织|姓名|日期|时间|地点|数字|数量|人数|次数|职务|标题|金额|年份)"
_NAMES = f"{_NAME}(?:名称|全称|简称)?"
# 股室（单位） names two things; （姓名） can only be a slot.
_IN_ROUND = f"{_NAME}(?:名称|全称|简称)|姓名|日期|数字|数量|人数|次数|金额"
_ROUND_ENDS = ("名称", "全称", "简称", "姓名", "日期", "数字", "数量", "人数", "次数", "金额")
_BRACKETED = re.compile(
    f"[（(\\[【［〔](?=[^（）()【】\\n]{{0,30}}(?:{_SLOT}))[^（）()\\[\\]【】［］〔〕\\n]{{1,30}}[）)\\]】］〕]"
    f"|[（(](?:{_IN_ROUND})[）)]|[\\[【［]{_NAMES}[\\]】］]"
    "|[（(【［\\[][ 　\\t]*[）)】］\\]]"
)
# Every slot has one of these: a hint, a name before a bracket that closes, nothing inside.
_HINTS = (
    *_SLOT.split("|"),
    *("TODO", "TBD", "FIXME", "待完善", *"【】［］[]"),
    *(word + closing for word in _ROUND_ENDS for closing in "）)"),
    *(opening + blank for opening in "（(" for blank in " 　\t）)"),
)
_STRICT = re.compile("待补充|待填|填写|填入|此处|请输入|待定|某某|插入|自行|点击")
_LOOSE = re.compile(
    "TODO|TBD|FIXME|(?<![一-鿿（【［\\[(])(?:待补充|待填写|待完善|此处略)(?![一-鿿])"
)


@rule(
    "PLH02",
    "placeholder",
    Severity.ERROR,
    fires=(
        "学习情况⟦【待补充】⟧，⟦（此处填写学习次数）⟧次。",
        "获表彰的是⟦【某某】⟧同志，⟦（姓名）⟧负责。",
        "年内发展党员⟦（  ）⟧名。",
        "下步打算：⟦TODO⟧",
    ),
    quiet=(
        "会议（扩大）强调，（补充协议另签），股室（单位）自查",
        "修订《条例（试行）》",
        "【案例】某单位整改情况",
    ),
    source=SOURCE,
    is_literal=True,
    needs=_HINTS,
)
def unfilled_slot(line: Line, _context: Context) -> Iterable[Hit]:
    """留有“待补充”“此处填写”一类的提示"""
    for found in _BRACKETED.finditer(line.text):
        inner = found.group()[1:-1].strip(_SPACES)
        if not inner or _STRICT.search(inner) or re.fullmatch(_NAMES, inner):
            yield Hit(*found.span(), f"“{found.group()}”是模板留下的提示，请补上实际内容")
    for found in _LOOSE.finditer(line.text):
        yield Hit(*found.span(), f"“{found.group()}”是没有写完的标记，请补上实际内容")


_SOMEBODY = re.compile(
    "(?<![【（(])某某+|某(?=[省市县区局厅处科镇乡村](?:[委局纪政党]|的|支部|，|、|。))"
)


@rule(
    "PLH03",
    "placeholder",
    Severity.ERROR,
    fires=("⟦某某⟧同志带头发言，⟦某⟧县局组织观摩。",),
    quiet=("某些问题，某种程度，某一环节", "某单位负责人受到处分", "某部组织演练"),
    source=SOURCE,
    is_literal=True,
    needs="某",
)
def unnamed(line: Line, _context: Context) -> Iterable[Hit]:
    """“某某”代替了实际名称"""
    for found in _SOMEBODY.finditer(line.text):
        if len(found.group()) > 1:
            yield Hit(*found.span(), "“某某”是占位符，请写出实际名称")
        else:
            message = f"“{line.text[found.start() : found.end() + 1]}”没有写明，请写出实际名称"
            yield Hit(*found.span(), message, severity=Severity.WARNING)


_EMPTY_DATE = re.compile(
    "(?:20\\d\\d|[XxＸｘ]{2,4})年[ 　\\t]+月(?:[ 　\\t]*日)?|\\d{1,2}月[ 　\\t]+日"
)


@rule(
    "PLH04",
    "placeholder",
    Severity.ERROR,
    fires=("⟦2026年  月  日⟧", "⟦12月 日⟧召开会议"),
    quiet=("2026年1月5日", "2026年 1月 5日"),
    source=SOURCE,
    needs=tuple(unit + blank for unit in "年月" for blank in _SPACES),
)
def empty_date(line: Line, _context: Context) -> Iterable[Hit]:
    """日期没有填写"""
    for found in _EMPTY_DATE.finditer(line.text):
        yield Hit(*found.span(), "日期没有填完，请写全年月日")


_N_TIMES = re.compile(f"(?<![A-Za-z0-9+＋]) ?[NnＮｎ](?={_UNIT})(?!年来|个月)")


@rule(
    "PLH05",
    "placeholder",
    Severity.WARNING,
    fires=("开展谈心谈话⟦N⟧次",),
    quiet=("“N+1”模式", "第N次", "NBA", "N95口罩"),
    source=SOURCE,
    needs="NnＮｎ",
)
def letter_for_number(line: Line, _context: Context) -> Iterable[Hit]:
    """用字母N代替数字"""
    for found in _N_TIMES.finditer(line.text):
        if line.text[max(0, found.start() - 1) : found.start()] != "第":
            start = found.end() - 1
            yield Hit(start, found.end(), "“N”是占位符，请填上实际数字")


_DUMMY = re.compile("张三(?![丰峰])|李四(?!光)|王五|赵六")


@rule(
    "PLH06",
    "placeholder",
    Severity.INFO,
    fires=("⟦张三⟧、⟦李四⟧等党员带头认领。",),
    quiet=("张三丰太极拳", "地质学家李四光"),
    source=SOURCE,
    needs=("张三", "李四", "王五", "赵六"),
)
def dummy_name(line: Line, _context: Context) -> Iterable[Hit]:
    """疑似示例姓名"""
    for found in _DUMMY.finditer(line.text):
        yield Hit(*found.span(), f"“{found.group()}”像是示例姓名，请核对是否为真实姓名")
