"""花名册 in and out: a rehearsal tells what will happen, row by row, and why not."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from accounts.models import Membership, Organization, User
from accounts.rehearsing import Outcome
from accounts.roster import giving, taking, workbook
from accounts.roster.workbook import OrganizationRow, PersonRow, Roster
from accounts.tables import MOST_BYTES, UnreadableWorkbook
from tests.people import Bureau


def told(roster: Roster, bureau: Bureau) -> list[tuple[str, str]]:
    return [
        (step.outcome.label, step.words)
        for step in taking.rehearse(roster, by=bureau.administrator).steps
    ]


NEW = OrganizationRow(2, "测绘科党支部", "测绘", "党支部", "云岭市自然资源局机关党委")
CHEN = PersonRow(2, "chen", "陈书记", "", "测绘科党支部", "支部书记")


def test_what_was_given_out_changes_nothing_when_it_comes_back(bureau: Bureau) -> None:
    roster = giving.roster_of(bureau.administrator)
    back = workbook.read(BytesIO(workbook.write(roster)))
    assert back == roster
    assert {outcome for outcome, _ in told(back, bureau)} == {"不变"}
    names = {row.name for row in roster.organizations}
    assert bureau.other_branch.name not in names


def test_a_rehearsal_leaves_no_trace(bureau: Bureau) -> None:
    taken = taking.rehearse(Roster((NEW,), (CHEN,)), by=bureau.administrator)
    assert [step.outcome for step in taken.steps] == [Outcome.CREATED, Outcome.CREATED]
    assert not taken.passwords
    assert not Organization.objects.filter(name=NEW.name).exists()
    assert not User.objects.filter(username="chen").exists()


def test_what_was_rehearsed_happens(bureau: Bureau) -> None:
    taken = taking.take(Roster((NEW,), (CHEN,)), by=bureau.administrator)
    [(username, full_name, password)] = taken.passwords
    person = User.objects.get(username=username)
    assert (full_name, person.check_password(password)) == ("陈书记", True)
    assert Membership.objects.filter(user=person, organization__name=NEW.name).exists()
    again = taking.take(Roster((NEW,), (CHEN,)), by=bureau.administrator)
    assert [step.outcome for step in again.steps] == [Outcome.SAME, Outcome.SAME]


@pytest.mark.parametrize(
    ("row", "outcome", "words"),
    [
        (OrganizationRow(2, ""), "不处理", "没有写党组织名称"),
        (OrganizationRow(2, "科" * 81), "不处理", "党组织最长 80 个字，请改短。"),
        (PersonRow(2, "xin", "新" * 31), "不处理", "姓名最长 30 个字，请改短。"),
        (
            OrganizationRow(2, "新科党支部", kind="党小组", parent="x"),
            "不处理",
            "应为党组、机关党委",
        ),
        (OrganizationRow(2, "新科党支部", kind="党支部", parent="没有的"), "不处理", "没有名为"),
        (OrganizationRow(2, "新科党支部", kind="党支部"), "不处理", "写明类别和上级"),
        (
            OrganizationRow(2, "新科党支部", kind="党支部", parent="临江市水利局机关党委"),
            "不处理",
            "您不是临江市水利局机关党委的管理员",
        ),
        (OrganizationRow(2, "耕地保护科党支部", short_name="耕保"), "修改", "更正简称或类别"),
        (OrganizationRow(2, "耕地保护科党支部", state="撤销"), "修改", "撤销"),
        (OrganizationRow(2, "耕地保护科党支部", state="没了"), "不处理", "状态“没了”不认识"),
        (
            OrganizationRow(2, "云岭市自然资源局机关党委", state="撤销"),
            "不处理",
            "还有在用的党组织",
        ),
        (PersonRow(2, ""), "不处理", "没有写账号"),
        (PersonRow(2, "xin", "新人"), "不处理", "写明党组织和身份"),
        (PersonRow(2, "xin", "", "", "耕地保护科党支部", "支部书记"), "不处理", "须写姓名"),
        (PersonRow(2, "xin", "新人", "", "耕地保护科党支部", ""), "不处理", "要么都写"),
        (PersonRow(2, "xin", "新人", "", "耕地保护科党支部", "书记"), "不处理", "身份“书记”不认识"),
        (
            PersonRow(2, "shuji", "林书记", "", "耕地保护科党支部", "支部书记"),
            "修改",
            "任耕地保护科党支部",
        ),
        (PersonRow(2, "shuji", "林某某"), "修改", "更正姓名或邮箱"),
        (PersonRow(2, "shuji", state="停用"), "修改", "停用账号"),
        (PersonRow(2, "ta", state="停用"), "不处理", "还在水资源科党支部任职"),
        (PersonRow(2, "ta", "别人"), "不处理", "账号ta现为他书记"),
        (PersonRow(2, "shuji", "", "", "生态修复科党支部", "支部书记", "免职"), "修改", "不再任"),
        (PersonRow(2, "shuji", "", "", "耕地保护科党支部", "支部书记", "免职"), "不变", "本来没有"),
        (PersonRow(2, "meiyou", state="停用"), "不处理", "没有这个账号"),
    ],
    ids=str,
)
def test_each_row_is_told_what_becomes_of_it(
    row: OrganizationRow | PersonRow, outcome: str, words: str, bureau: Bureau
) -> None:
    roster = Roster((row,)) if isinstance(row, OrganizationRow) else Roster((), (row,))
    [(found, said)] = told(roster, bureau)
    assert found == outcome
    assert words in said


def file(rows: dict[str, list[list[object]]]) -> BytesIO:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in rows.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


def test_columns_are_known_by_their_names() -> None:
    rows = [["姓名", "账号", "备注"], [" 张三 ", 1001.0, "x"], [None, None, None]]
    assert workbook.read(file({"人员": rows})).people == (PersonRow(2, "1001", "张三"),)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是 .xlsx"),
        (b"PK\x03\x04 broken", "不是 .xlsx"),
        (b"x" * (MOST_BYTES + 1), "超过 5 MB"),
        (file({"Sheet1": [["a"]]}).getvalue(), "工作表"),
        (file({"人员": [["名字"]]}).getvalue(), "没有“账号”一列"),
        (
            file({"人员": [["账号"], *[[f"p{n}"] for n in range(2001)]]}).getvalue(),
            "最多导入 2000 行",
        ),
    ],
    ids=["nothing", "broken", "too large", "another table", "no column", "too long"],
)
def test_a_file_that_cannot_be_read_is_told(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableWorkbook, match=words):
        workbook.read(BytesIO(data))


def test_no_cell_becomes_a_formula() -> None:
    roster = Roster((OrganizationRow(2, '=HYPERLINK("http://x")', "@a", "党支部", "-b", "在用"),))
    data = workbook.write(roster)
    cells = [cell for row in load_workbook(BytesIO(data))["党组织"].iter_rows() for cell in row]
    assert all(cell.data_type == "s" for cell in cells)
    assert workbook.read(BytesIO(data)) == roster
