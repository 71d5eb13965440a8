"""Documents that other programs have written: LibreOffice from ODF, HTML and RTF, and python-docx."""

import subprocess
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as WordDocument

from reports.outline.reader import read
from reports.outline.tree import walk
from reports.word.importer import WordText, read_word

ODF = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>
<text:list-level-style-number text:level="2" style:num-format="一, 二, 三, ..." style:num-prefix="（" style:num-suffix="）"/>
<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="."/>
</text:list-style>
</office:automatic-styles>
<office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>
<dc:creator>甲</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info>
<text:p>删去的话。</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:p text:style-name="Title">城关党支部2026年工作总结</text:p>
<text:list text:style-name="L1"><text:list-item><text:p>主要工作</text:p>
<text:list><text:list-item><text:p>抓学习</text:p></text:list-item>
<text:list-item><text:p>抓队伍</text:p></text:list-item></text:list></text:list-item>
<text:list-item><text:p>存在问题</text:p></text:list-item></text:list>
<text:p>共开会<text:note text:note-class="footnote" text:id="f1"><text:note-citation>1</text:note-citation>
<text:note-body><text:p>含支委会。</text:p></text:note-body></text:note>12次<text:change text:change-id="c1"/>，第一行<text:line-break/>第二行<text:tab/>制表后。</text:p>
<text:p><draw:frame svg:width="5cm" svg:height="2cm" text:anchor-type="paragraph"><draw:text-box>
<text:p>框中的话</text:p></draw:text-box></draw:frame>框外的话<office:annotation><dc:creator>乙</dc:creator><text:p>请核对次数</text:p></office:annotation></text:p>
<table:table><table:table-column table:number-columns-repeated="2"/>
<table:table-row><table:table-cell><text:p>月份</text:p></table:table-cell><table:table-cell><text:p>次数</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>1月</text:p></table:table-cell><table:table-cell><text:p>2</text:p><text:p>3</text:p></table:table-cell></table:table-row>
</table:table>
<text:p>今年是<text:bookmark text:name="b"/>第<text:page-number>1</text:page-number>页。</text:p>
</office:text></office:body></office:document>"""
HTML = """<html><head><meta charset="utf-8"></head><body>
<h1>工作总结</h1><h2>一、学习</h2><p>读原著，<b>谈体会</b>。<br>换一行<a href="http://a.invalid/">链接</a>。</p>
<ol><li>第一条</li><li>第二条<ol type="a"><li>小条</li></ol></li></ol>
<ul><li>一点</li></ul>
<table border="1"><tr><th>序号</th><th>事项</th></tr><tr><td>1</td><td rowspan="2">学习</td></tr><tr><td>2</td></tr></table>
<p>　　结尾。</p></body></html>"""
RTF = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}"
    r"\f0\fs32 \u24037?\u20316?\u24635?\u32467?\par\tab \u19968?\u12289?\u23398?\u20064?\par "
    r"\u27491?\u25991?\line \u25442?\u34892?\par}"
)


WEB_PAGE = "HTML (StarWriter)"  # by default a page is opened in the editor of pages


@pytest.fixture(scope="session")
def foreign(
    office: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, WordText]:
    """Give what is read from the .docx that LibreOffice makes of each source."""
    folder = tmp_path_factory.mktemp("foreign")
    sources = {"odf.fodt": ODF, "html.html": HTML, "rtf.rtf": RTF}
    for name, content in sources.items():
        (folder / name).write_text(content, "utf-8")
    for chosen, import_filter in ((("odf.fodt", "rtf.rtf"), ""), (("html.html",), WEB_PAGE)):
        subprocess.run(
            [  # noqa: S607 - wherever it is installed
                "soffice",
                f"-env:UserInstallation={office['OFFICE_PROFILE']}",
                "--headless",
                f"--infilter={import_filter}",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(folder / "out"),
                *[str(folder / name) for name in chosen],
            ],
            env=office,
            check=True,
            capture_output=True,
            timeout=180,
        )
    return {
        file.stem: read_word(file.read_bytes()) for file in sorted((folder / "out").glob("*.docx"))
    }


def test_opendocument_by_way_of_libreoffice(foreign: dict[str, WordText]) -> None:
    assert foreign["odf"].text.splitlines() == [
        "城关党支部2026年工作总结",
        "一、主要工作",
        "（一）抓学习",
        "（二）抓队伍",
        "二、存在问题",
        "共开会12次，第一行",
        "第二行\t制表后。",
        "框外的话",
        "框中的话",
        "月份\t次数",
        "1月\t2 3",
        "今年是第1页。",
    ]
    assert foreign["odf"].notes == (
        "文中有修订 1 处，按全部接受后的文字读入。",
        "自动编号 4 处，已变成文字。",
        "表格 1 张，一行读成一段，各格以制表符隔开。",
        "文本框 1 个，其中的文字接在所在段落之后。",
        "脚注没有读入：含支委会。",
        "批注（乙）没有读入：请核对次数",
    )


def test_numbers_of_libreoffice_become_the_outline(foreign: dict[str, WordText]) -> None:
    outline = read(foreign["odf"].text)
    assert [(n.level, n.marker, n.heading) for n in walk(outline.nodes)] == [
        (1, "一、", "主要工作"),
        (2, "（一）", "抓学习"),
        (2, "（二）", "抓队伍"),
        (1, "二、", "存在问题"),
    ]


def test_a_web_page_by_way_of_libreoffice(foreign: dict[str, WordText]) -> None:
    assert foreign["html"].text.splitlines() == [
        "工作总结",
        "一、学习",
        "读原著，谈体会。",
        "换一行链接。",
        "1. 第一条",
        "2. 第二条",
        "a. 小条",
        "●一点",
        "序号\t事项",
        "1\t学习",
        "2\t",
        "　　结尾。",
    ]


def test_rich_text_by_way_of_libreoffice(foreign: dict[str, WordText]) -> None:
    assert foreign["rtf"].text.splitlines()[:4] == ["工作总结", "\t一、学习", "正文", "换行"]


def saved(document: WordDocument) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_headings_and_lists_of_python_docx() -> None:
    document = Document()
    document.add_heading("工作总结", 0)
    document.add_heading("一、主要工作", 1)
    document.add_heading("（一）学习", 2)
    document.add_paragraph("读原著", style="List Number")
    document.add_paragraph("谈体会", style="List Number")
    document.add_paragraph("要点", style="List Bullet")
    paragraph = document.add_paragraph("正文")
    paragraph.add_run("加粗").bold = True
    paragraph.add_run().add_break()
    paragraph.add_run("\t换行后")
    document.add_page_break()
    document.add_paragraph("下一页")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    found = read_word(saved(document))
    assert [line for line in found.text.splitlines() if line] == [
        "工作总结",
        "一、主要工作",
        "（一）学习",
        "1. 读原著",
        "2. 谈体会",
        "●要点",
        "正文加粗",
        "\t换行后",
        "下一页",
    ]
    assert found.notes == ("自动编号 3 处，已变成文字。", "页眉页脚没有读入：内部资料")


def test_merged_cells_and_comments_of_python_docx() -> None:
    document = Document()
    run = document.add_paragraph().add_run("全年集中学习24次。")
    document.add_comment(run, text="请核对", author="顾秉文")
    table = document.add_table(3, 3)
    for number, cell in enumerate(table._cells):  # noqa: SLF001 - all at once
        cell.text = f"格{number}"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "次数"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "学习"
    found = read_word(saved(document))
    assert found.text.splitlines() == [
        "全年集中学习24次。",
        "格0\t次数\t",
        "学习\t格4\t格5",
        "\t格7\t格8",
    ]
    assert found.notes == (
        "表格 1 张，一行读成一段，各格以制表符隔开。",
        "表格中合并的单元格 2 处，文字放在第一格，其余各格留空。",
        "批注（顾秉文）没有读入：请核对",
    )
