"""The styles of a document: their names, and what each layout makes of them.

No style goes by way of a theme, whose fonts would stand before the Chinese ones; headings are real
headings with outline levels, so that Word's navigation pane and tables of contents find them.
"""

from xml.sax.saxutils import quoteattr

from reports.word.geometry import Layout, twips

DEEPEST_HEADING = 6
TITLE, SUBTITLE, BODY, SALUTATION = "Title", "Subtitle", "BodyText", "Salutation"
SIGNATURE, DATE, FOOTER = "Signature", "Date", "Footer"
ISSUER_MARK, DOCUMENT_NUMBER, SIGNER_NAME = "IssuerMark", "DocumentNumber", "SignerName"
IMPRINT, ANCHOR = "Imprint", "Anchor"
ATTACHMENT_NOTE, ATTACHMENT = "AttachmentNote", "Attachment"
POINT_HEAD = "PointHead"
TABLE_TEXT, TABLE_HEAD, TABLE_TITLE = "TableText", "TableHead", "TableTitle"
RED = "FF0000"


def heading_style(level: int) -> str:
    """Return the id of the paragraph style of headings of `level`."""
    return f"Heading{min(level, DEEPEST_HEADING)}"


def run_in_style(level: int) -> str:
    """Return the id of the style of paragraphs that begin with a heading of `level`."""
    return f"RunIn{min(level, DEEPEST_HEADING)}"


def run_in_face(level: int) -> str:
    """Return the id of the character style of a run-in heading: the linked one of the heading.

    Word's table of contents takes only the words in this style from such a paragraph.
    """
    return f"Heading{min(level, DEEPEST_HEADING)}Char"


def characters(text: str) -> float:
    """Return the width of `text` in characters of the body; a figure or Latin letter is half."""
    return sum(0.5 if character < "\u0080" else 1 for character in text)


def fonts(font: str, layout: Layout, hint: str = "") -> str:
    """Return `w:rFonts` that sets every script in `font`, never by way of the theme."""
    latin = quoteattr(layout.latin_font or font)
    return f"<w:rFonts{hint} w:ascii={latin} w:hAnsi={latin} w:eastAsia={quoteattr(font)} w:cs={latin}/>"


def _face(
    font: str,
    layout: Layout,
    *,
    bold: bool = False,
    size: float | None = None,
    color: str = "",
) -> str:
    colored = f'<w:color w:val="{color}"/>' if color else ""
    weight = "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    if size is None:
        return f"{fonts(font, layout)}{weight}"
    # Only the body is set closer than its size: that makes 28 characters in the line.
    return f'{fonts(font, layout)}{weight}{colored}<w:spacing w:val="0"/>{_size(size)}'


def _size(points: float) -> str:
    half_points = round(points * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _style(
    key: str,
    name: str,
    *,
    paragraph: str = "",
    face: str = "",
    based_on: str = "Normal",
    following: str = "",
    link: str = "",
    kind: str = "paragraph",
    own: bool = False,
) -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"'
        + (' w:customStyle="1"' if own else "")
        + f'><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + (f'<w:link w:val="{link}"/>' if link else "")
        + ("<w:qFormat/>" if kind == "paragraph" else "")
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{face}</w:rPr>" if face else "")
        + "</w:style>"
    )


def style_sheet(layout: Layout) -> str:
    """Return all styles of a document in `layout`, defaults first, as XML."""
    kai = layout.subtitle_font
    indent = (
        f'<w:ind w:firstLineChars="{layout.first_line * 100}" '
        f'w:firstLine="{twips(layout.first_line * layout.body_size)}"/>'
    )
    centred = '<w:keepNext/><w:keepLines/>{}<w:jc w:val="center"/>'
    # Off the grid: LibreOffice would round an exact pitch of 33 points up to two lines of it.
    title_pitch = f'<w:snapToGrid w:val="0"/>{_pitch(layout.title_pitch)}'
    parts = [
        _defaults(layout),
        _normal(layout),
        _style(BODY, "Body Text", paragraph=indent),
        _style(
            TITLE,
            "Title",
            paragraph=centred.format(title_pitch),
            face=_face(layout.title_font, layout, size=layout.title_size),
            following=BODY,
        ),
        _style(
            SUBTITLE,
            "Subtitle",
            paragraph=centred.format(""),
            face=_face(kai, layout),
            following=BODY,
        ),
        _style(SALUTATION, "Salutation", paragraph="<w:keepNext/>", following=BODY),
        _style(
            SIGNATURE,
            "Signature",
            paragraph='<w:keepNext/><w:keepLines/><w:jc w:val="right"/>',
            following=DATE,
        ),
        _style(DATE, "Date", paragraph='<w:keepLines/><w:jc w:val="left"/>'),
        _style(
            FOOTER,
            "footer",
            paragraph=f'<w:snapToGrid w:val="0"/>{_pitch(layout.page_number_size)}<w:jc w:val="left"/>',
            face=_face(layout.page_number_font, layout, size=layout.page_number_size),
        ),
    ]
    parts += _formal_styles(layout)
    parts += _table_styles(layout)
    heiti = layout.heading_face(1)[0]
    parts += [
        # 7.3.4 under the text, 7.3.7 on a page of its own
        _style(ATTACHMENT_NOTE, "附件说明", paragraph="<w:keepLines/>", own=True),
        _style(ATTACHMENT, "附件", paragraph="<w:keepNext/>", face=_face(heiti, layout), own=True),
        _style(
            POINT_HEAD,
            "要点",
            face="<w:b/><w:bCs/>",
            based_on="DefaultParagraphFont",
            kind="character",
            own=True,
        ),
    ]
    for level in range(1, DEEPEST_HEADING + 1):
        parts += _heading_styles(layout, level, indent)
    return "".join(parts)


def _formal_styles(layout: Layout) -> list[str]:
    """Return the styles of red head and imprint (7.2, 7.4)."""
    off_grid = '<w:snapToGrid w:val="0"/>'
    # Nothing but what an anchor or the end of a section hangs on: a line of a tenth of a point.
    nothing = f'{off_grid}<w:spacing w:line="2" w:lineRule="exact"/>'
    return [
        _style(
            ISSUER_MARK,
            "发文机关标志",
            paragraph=f'<w:keepNext/>{off_grid}<w:jc w:val="center"/>',
            face=_face(layout.red_head_font, layout, size=layout.red_head_size, color=RED),
            own=True,
        ),
        _style(
            DOCUMENT_NUMBER,
            "发文字号",
            paragraph='<w:keepNext/><w:jc w:val="center"/>',
            own=True,
        ),
        _style(
            SIGNER_NAME,
            "签发人姓名",
            face=fonts(layout.subtitle_font, layout),
            based_on="DefaultParagraphFont",
            kind="character",
            own=True,
        ),
        _style(
            IMPRINT,
            "版记",
            paragraph=f'{off_grid}{_pitch(layout.imprint_pitch)}<w:jc w:val="left"/>',
            face=_face(layout.imprint_font, layout, size=layout.imprint_size),
            own=True,
        ),
        _style(ANCHOR, "锚点", paragraph=nothing, face=_size(1), own=True),
    ]


def _table_styles(layout: Layout) -> list[str]:
    """Return the styles of what stands in tables and above them.

    Their lines have a least height: an exact one would clip a picture put into a cell.
    """
    height = twips(layout.table_size * 1.35)
    open_lines = (
        '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" '
        f'w:line="{height}" w:lineRule="atLeast"/>'
    )
    return [
        _style(
            TABLE_TEXT,
            "表格文字",
            paragraph=f'{open_lines}<w:jc w:val="left"/>',
            face=_face(layout.table_font, layout, size=layout.table_size),
            own=True,
        ),
        _style(
            TABLE_HEAD,
            "表头",
            paragraph=f'<w:keepNext/>{open_lines}<w:jc w:val="center"/>',
            face=_face(layout.table_head_font, layout, size=layout.table_size),
            own=True,
        ),
        _style(
            TABLE_TITLE,
            "表题",
            paragraph='<w:keepNext/><w:keepLines/><w:jc w:val="center"/>',
            face=_face(layout.table_head_font, layout),
            following=BODY,
            own=True,
        ),
    ]


def _normal(layout: Layout) -> str:
    face = f"{fonts(layout.body_font, layout)}{_size(layout.body_size)}"
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{_lines(layout)}</w:pPr><w:rPr>{face}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
    )


def _heading_styles(layout: Layout, level: int, indent: str) -> list[str]:
    font, bold = layout.heading_face(level)
    depth = f'<w:outlineLvl w:val="{level - 1}"/>'
    face = _face(font, layout, bold=bold)
    return [
        _style(
            heading_style(level),
            f"heading {level}",
            paragraph=f"<w:keepNext/><w:keepLines/>{indent}{depth}",
            face=face,
            following=BODY,
            link=run_in_face(level),
        ),
        _style(
            run_in_face(level),
            f"heading {level} Char",
            face=face,
            based_on="DefaultParagraphFont",
            link=heading_style(level),
            kind="character",
            own=True,
        ),
        _style(
            run_in_style(level),
            f"段首标题 {level}",
            paragraph=depth,
            based_on=BODY,
            following=BODY,
            own=True,
        ),
    ]


def _pitch(points: float) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{twips(points)}" w:lineRule="exact"/>'


def _defaults(layout: Layout) -> str:
    """Word takes its character unit from here and from Normal: both carry the body's size."""
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(layout.body_font, layout)}"
        f'<w:color w:val="000000"/><w:spacing w:val="{twips(layout.character_spacing)}"/>'
        f"{_size(layout.body_size)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_lines(layout)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _lines(layout: Layout) -> str:
    """Return how lines are made: the pitch, marks at line ends, no gap between 2025 and 年.

    In Word a mark that no line may begin with hangs in the margin, so that the line keeps its 28.
    Said in so many words, for LibreOffice 7 then leaves it off, which is as well: a mark that it
    hangs by default is missing in its PDF.
    """
    widows = "" if layout.widow_control else ' w:val="0"'
    return (
        f"<w:widowControl{widows}/><w:kinsoku/><w:wordWrap/><w:overflowPunct/>"
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'{_pitch(layout.line_pitch)}<w:jc w:val="both"/>'
    )
