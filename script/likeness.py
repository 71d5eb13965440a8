"""Makes drafting/checks/lexicon/generated/likeness.tsv: what characters sound and look like.

    uv run --no-project --with pillow,numpy,pypinyin script/likeness.py FONT

FONT is NotoSansCJK-Regular.ttc or another free font of simplified Chinese. For every character of
GB 2312 the table holds its readings without tones and the common characters (those of its level 1)
whose pictures are nearest to its own, the nearest first. Run it again only to change the measure;
the result is committed.
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypinyin import Style, pinyin

TARGET = Path(__file__).parents[1] / "drafting/checks/lexicon/generated/likeness.tsv"
SIMPLIFIED = 2  # the face of simplified Chinese in NotoSansCJK's collection
SIZE, REDUCED, BLUR = 64, 32, 1.6
NEIGHBOURS = 15
COMMON = 3755  # characters of level 1, the first in the standard's order


def characters() -> str:
    """The 6,763 characters of GB 2312 in their order."""
    found = []
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.append(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return "".join(found)


def picture(character: str, font: ImageFont.FreeTypeFont) -> np.ndarray:
    """A blurred picture of a character as a vector of length one."""
    image = Image.new("L", (SIZE, SIZE))
    ImageDraw.Draw(image).text((SIZE // 2, SIZE // 2), character, 255, font, anchor="mm")
    small = image.filter(ImageFilter.GaussianBlur(BLUR)).resize((REDUCED, REDUCED))
    vector = np.asarray(small, dtype=np.float32).ravel()
    return vector / np.linalg.norm(vector)


def main(font_path: str) -> None:
    """Write the table."""
    font = ImageFont.truetype(font_path, SIZE - 6, index=SIMPLIFIED)
    every = characters()
    pictures = np.stack([picture(character, font) for character in every])
    likeness = pictures @ pictures[:COMMON].T
    np.fill_diagonal(likeness, 0)
    nearest = np.argsort(-likeness, axis=1)[:, :NEIGHBOURS]
    lines = ["character\tsounds\tlooks\n"]
    for index, character in enumerate(every):
        readings = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
        looks = "".join(every[other] for other in nearest[index])
        lines.append(f"{character}\t{' '.join(sorted(set(readings)))}\t{looks}\n")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
