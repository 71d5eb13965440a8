"""Names in a zip and what its index says."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports import bundles
from reports.bundles import Listed, safe


def listed(organization: str, title: str, *, fault: str = "") -> Listed:
    return Listed(1, organization, "党支部", title, "2026年度", "年度工作总结", "草稿", fault=fault)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("办公室党支部", "办公室党支部"),
        ('局\\党/委:第*一?支"部<>|', "局党委第一支部"),
        ("  前 后\t中\n空 白 ", "前后中空白"),
        ("name. ", "name"),
        ("..", "未命名"),
        ("", "未命名"),
        ("CON", "_CON"),
        ("nul.总结", "_nul.总结"),
        ("COM1", "_COM1"),
        ("Console", "Console"),
        ("\u202e倒写\u200b\ufeff", "倒写"),
        ("长" * 99, "长" * 30),
        ("半\ud800个", "半个"),
    ],
    ids=ascii,
)
def test_a_name_is_good_on_every_system(name: str, kept: str) -> None:
    assert safe(name, 30) == kept


def test_names_are_unique_even_where_capitals_do_not_count() -> None:
    rows = [
        listed("甲支部", "Aa总结"),
        listed("甲支部", "aA总结"),
        listed("乙支部", "aa总结"),
        listed("甲支部", "aa总结"),
        listed("丙支部", "坏", fault="排版时出错"),
    ]
    assert bundles.names(rows) == [
        "1_甲支部/2026年度工作总结_Aa总结.docx",
        "1_甲支部/2026年度工作总结_aA总结（2）.docx",
        "2_乙支部/2026年度工作总结_aa总结.docx",
        "1_甲支部/2026年度工作总结_aa总结（3）.docx",
        "",
    ]


def test_folders_sort_in_the_order_of_the_tree() -> None:
    rows = [listed(f"支部{number}", "总结") for number in range(12)]
    folders = [name.partition("/")[0] for name in bundles.names(rows)]
    assert folders == sorted(folders)


def test_no_path_is_too_long() -> None:
    [name] = bundles.names([listed("长" * 80, "题" * 300)])
    assert len(name) < 120
    assert all(len(part.encode()) < 255 for part in name.split("/"))


def test_the_index_lists_what_is_there_and_what_is_not() -> None:
    rows = [listed("甲支部", "总结"), listed("乙支部", "坏", fault="排版时出错")]
    page = load_workbook(BytesIO(bundles.index(rows, bundles.names(rows)))).active
    assert [row[1:] for row in page.iter_rows(min_row=2, values_only=True)] == [
        ("甲支部", "总结", "2026年度", "年度工作总结", "草稿", "1_甲支部/2026年度工作总结_总结.docx", None),
        ("乙支部", "坏", "2026年度", "年度工作总结", "草稿", None, "未导出：排版时出错"),
    ]  # fmt: skip
