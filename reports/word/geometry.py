"""The numbers of the official page, each with its clause in GB/T 9704-2012.

`GB_9704` is the standard itself. Units with house rules use another `Layout`; everything that
sets type takes the layout as an argument and knows no number of its own.
"""

from dataclasses import dataclass
from typing import Literal

TWIPS_PER_POINT = 20
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Layout:
    """Page, type and places of the parts of a document. Lengths in mm, type in points.

    `character_spacing` and `line_pitch` follow from the clause on 22 lines of 28 characters:
    28 x (16 - 0.25) = 441 of the 442.2 points of 156 mm, 22 x 28.95 = 636.9 of the 637.8 points
    of 225 mm. A plain 16 point character gives 27 to the line, a pitch of 29 points 21 lines.
    """

    # 5.1 paper A4; 5.2.1 head 37 mm, back 28 mm, type area 156 mm x 225 mm
    page_width: float = 210
    page_height: float = 297
    head: float = 37
    back: float = 28
    type_width: float = 156
    type_height: float = 225

    # 5.2.2 type size 3 (16 points) Fangsong; 5.2.3 22 lines of 28 characters
    body_font: str = "仿宋_GB2312"
    body_size: float = 16
    line_pitch: float = 28.95
    character_spacing: float = -0.25
    first_line: int = 2  # 7.3.3 paragraphs begin two characters in

    # 7.3.1 title: size 2 (22 points) Xiaobiaosong, centred; its own pitch, so that an exact
    # pitch does not clip it
    title_font: str = "方正小标宋简体"
    title_size: float = 22
    title_pitch: float = 33
    subtitle_font: str = "楷体_GB2312"  # practice: name, unit and date under the title
    blank_after_title: int = 1  # 7.3.2 one empty line before what follows the title

    # 7.3.3 first level Heiti, second Kaiti, third and fourth Fangsong; deeper ones as the fourth
    heading_fonts: tuple[str, ...] = ("黑体", "楷体_GB2312", "仿宋_GB2312", "仿宋_GB2312")
    # Bold headings at level 2 or 3 are a local habit, not the standard; so is a bold 一是.
    heading_bold: tuple[bool, ...] = (False, False, False, False)
    bold_points: bool = False

    # Tables are not in the standard: all lines, or the three lines of printed books.
    table_style: Literal["grid", "three_lines"] = "grid"
    table_font: str = "仿宋_GB2312"
    table_head_font: str = "黑体"
    table_size: float = 12  # size small 4; wide tables are set in size 5

    # 7.3.5.2 without a seal: one empty line below the text, the signature two characters from
    # the right, the date beginning two characters to the right of the signature's beginning
    blank_before_signature: int = 1
    signature_indent: int = 2
    date_shift: int = 2

    # 7.5 page number: size 4 (14 points) Song, a dash on either side, the dash 7 mm below the
    # type area; odd pages right, even pages left, one character in
    page_number_font: str = "宋体"
    page_number_size: float = 14
    page_number_drop: float = 7
    page_number_indent: int = 1
    page_numbers: bool = True
    page_number_style: Literal["dashes", "plain"] = "dashes"
    page_number_place: Literal["outside", "centre"] = "outside"

    # 7.2.4 the mark of the issuer in red Xiaobiaosong, its upper edge 35 mm below the upper edge
    # of the type area; 7.2.7 the red rule 4 mm below the document number
    red_head_font: str = "方正小标宋简体"
    red_head_size: float = 48  # at most: a long name is set smaller, in one line
    red_head_drop: float = 35
    red_rule_drop: float = 4

    # 7.4.2, 7.4.3 imprint in Fangsong of size 4
    imprint_font: str = "仿宋_GB2312"
    imprint_size: float = 14

    # None: figures and Latin letters in the font of the text around them; a font name where the
    # house has figures in another (Times New Roman)
    latin_font: str | None = None
    widow_control: bool = True

    def heading_face(self, level: int) -> tuple[str, bool]:
        """Return the font of headings of `level` (1 is the highest) and whether it is bold."""
        at = min(level, len(self.heading_fonts)) - 1
        return self.heading_fonts[at], self.heading_bold[min(at, len(self.heading_bold) - 1)]

    @property
    def character(self) -> float:
        """Width in points that a character of the body takes in the line."""
        return self.body_size + self.character_spacing

    @property
    def imprint_pitch(self) -> float:
        """Pitch in points of the lines of the imprint."""
        return self.imprint_size * 1.6

    @property
    def title_characters(self) -> int:
        """How many characters of the title fit in one line."""
        return int(self.type_width * POINTS_PER_MM // self.title_size)


GB_9704 = Layout()

# Fonts to use where the named one is not installed: those that Windows and WPS do carry.
STAND_INS = {
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "方正小标宋简体": "方正小标宋_GBK",
}


def twips(points: float) -> int:
    """Return `points` in twentieths of a point, the unit of WordprocessingML."""
    return round(points * TWIPS_PER_POINT)


def twips_of_mm(millimetres: float) -> int:
    """Return `millimetres` in twentieths of a point."""
    return twips(millimetres * POINTS_PER_MM)
