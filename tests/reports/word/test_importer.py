"""What a person sees in Word is what is read; what is not read is told."""

import pytest

from reports.outline.reader import read
from reports.outline.source import UnreadableFile
from reports.word.importer import read_file, read_word, text_of
from reports.word.typeset import typeset
from tests.reports.word.documents import NAMESPACES, docx, paragraph, run, zipped

BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}"
    "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    "</w:r>"
)


def cell(*paragraphs: str) -> str:
    return f"<w:tc><w:tcPr/>{''.join(paragraphs)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("", ""),
        (paragraph("一、主要工作") + paragraph() + paragraph("正文。"), "一、主要工作\n\n正文。\n"),
        (paragraph(run("抓"), run("学习")), "抓学习\n"),
        (paragraph("上", "<w:r><w:br/></w:r>", "下"), "上\n下\n"),
        (paragraph("姓名", "<w:r><w:tab/></w:r>", "张三"), "姓名\t张三\n"),
        (paragraph("5", "<w:r><w:noBreakHyphen/></w:r>", "6"), "5-6\n"),
        (paragraph("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"), "链接\n"),
        (paragraph("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", "已办"), "●已办\n"),
        (paragraph("<w:r><w:sym w:font='宋体' w:char='2460'/></w:r>", "甲"), "①甲\n"),
        (f"<w:sdt><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>", "控件\n"),
        (paragraph("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), "x=1\n"),
        (
            paragraph(
                "<w:ruby><w:rt><w:r><w:t>zhī</w:t></w:r></w:rt>"
                "<w:rubyBase><w:r><w:t>支</w:t></w:r></w:rubyBase></w:ruby>"
            ),
            "支\n",
        ),
    ],
)
def test_words_are_read_as_they_stand(body: str, text: str) -> None:
    assert text_of(docx(body)) == text


def test_a_field_gives_its_result() -> None:
    body = paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        "<w:r><w:instrText> DATE </w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "2026年1月5日",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    assert text_of(docx(body)) == "2026年1月5日\n"


def test_tables_are_read_a_row_a_line() -> None:
    table = (
        "<w:tbl><w:tblPr/>"
        + row(cell(paragraph("问题")), cell(paragraph("措施")))
        + row(cell(paragraph("学得浅")), cell(paragraph("一是读"), paragraph("二是讲")))
        + "</w:tbl>"
    )
    found = read_word(docx(paragraph("清单") + table + paragraph("完")))
    assert found.text == "清单\n问题\t措施\n学得浅\t一是读 二是讲\n完\n"
    assert found.notes == ("表格 1 张，一行读成一段，各格以制表符隔开。",)


def test_a_table_that_is_but_a_frame_keeps_its_paragraphs() -> None:
    table = "<w:tbl>" + row(cell(paragraph("一、工作"), paragraph("正文。"))) + "</w:tbl>"
    assert text_of(docx(table)) == "一、工作\n正文。\n"


def test_tracked_changes_are_read_as_accepted_and_told() -> None:
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>搬走</w:t></w:r></w:moveFrom>"
    body = paragraph("支部", deleted, f"<w:ins>{run('新')}</w:ins>", moved, "工作")
    found = read_word(docx(body))
    assert found.text == "支部新工作\n"
    assert found.notes == ("文中有修订 3 处，按全部接受后的文字读入。",)


def test_a_paragraph_whose_end_was_deleted_runs_into_the_next() -> None:
    body = paragraph("抓学习", properties="<w:rPr><w:del/></w:rPr>") + paragraph("，促工作。")
    assert text_of(docx(body)) == "抓学习，促工作。\n"


def test_a_style_separator_makes_a_run_in_heading() -> None:
    body = paragraph("（一）抓学习。", properties="<w:rPr><w:specVanish/></w:rPr>") + paragraph(
        "一是读。"
    )
    assert text_of(docx(body)) == "（一）抓学习。一是读。\n"


def test_the_lines_of_a_title_are_its_shape() -> None:
    styles = '<w:style w:styleId="a3"><w:name w:val="Title"/></w:style>'
    body = paragraph(
        "规划科党支部", "<w:r><w:br/></w:r>", "2025年度总结", properties='<w:pStyle w:val="a3"/>'
    )
    assert text_of(docx(body, styles=styles)) == "规划科党支部2025年度总结\n"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    found = read_word(docx(paragraph("正文", BOX.format(paragraph("框中字"))) + paragraph("后文")))
    assert found.text == "正文\n框中字\n后文\n"
    assert found.notes == ("文本框 1 个，其中的文字接在所在段落之后。",)


def test_a_text_box_in_a_text_box_is_read() -> None:
    inner = paragraph("外框", BOX.format(paragraph("内框")))
    assert text_of(docx(paragraph("正文", BOX.format(inner)))) == "正文\n外框\n内框\n"


def test_a_table_of_contents_is_left_out_and_told() -> None:
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{paragraph('一、工作 1')}</w:sdtContent></w:sdt>"
    )
    found = read_word(docx(contents + paragraph("一、工作")))
    assert found.text == "一、工作\n"
    assert found.notes == ("目录 1 处没有读入。",)


def test_what_is_not_read_is_listed_with_its_words() -> None:
    note = '<w:footnote w:id="1">{}</w:footnote>'
    found = read_word(
        docx(
            paragraph(
                "正文", run("暗语", "<w:vanish/>"), "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"
            ),
            footnotes=note.format(paragraph("见附件")) + note.format("<w:p/>"),
            comments=f"<w:comment>{paragraph('请核对')}</w:comment>",
            header=paragraph("内部资料"),
            footer=paragraph("— 1 —"),
        )
    )
    assert found.text == "正文\n"
    assert found.notes == (
        "图片 1 张没有读入。",
        "隐藏文字没有读入：暗语",
        "脚注没有读入：见附件",
        "批注没有读入：请核对",
        "页眉页脚没有读入：内部资料",
    )


def test_a_document_in_the_strict_dialect_is_read() -> None:
    strict = NAMESPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    document = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": (
                f"<w:document {strict}><w:body>{paragraph('严格')}</w:body></w:document>"
            ),
        }
    )
    assert text_of(document) == "严格\n"


def test_entities_are_not_followed() -> None:
    document = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": (
                '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
                f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>甲&secret;乙</w:t></w:r></w:p>"
                "</w:body></w:document>"
            ),
        }
    )
    assert "root" not in text_of(document)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("一、工作\n".encode(), "总结.txt"),
        ("一、工作\n".encode("gb18030"), "总结.TXT"),
        (docx(paragraph("一、工作")), "总结.docx"),
        (docx(paragraph("一、工作")), "没有扩展名"),
    ],
    ids=["UTF-8", "GB18030", "Word", "Word without a name"],
)
def test_a_file_is_known_by_its_content(data: bytes, name: str) -> None:
    assert read_file(data, name).text == "一、工作\n"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        ("一、工作".encode(), "总结.docx", "不是 Word 文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "总结.txt", "不是 Word 文档"),
        ("字".encode() * 3_600_000, "总结.txt", "超过 10 MB"),
        (b"\xff\x00\xff\x00\xfe", "总结.txt", "编码"),
    ],
    ids=["text as Word", "OLE as text", "long text", "no text"],
)
def test_a_file_that_is_not_what_it_says_is_refused(data: bytes, name: str, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        read_file(data, name)


def test_our_own_documents_come_back_without_a_note() -> None:
    assert read_word(typeset(read("总结\n\n一、工作\n正文。\n"))).notes == ()
