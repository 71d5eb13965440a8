"""The numerals of official documents ⇄ whole numbers: 十一, 11, １１, ⑪, ㈠, ⑴, ⒈."""

HAN_DIGITS = "零一二三四五六七八九"
HAN = "一二三四五六七八九十百零〇"
ARABIC = "0-9０-９"
SINGLES = "①-⑳㉑-㉟㊱-㊿❶-❿㈠-㈩⑴-⒇⒈-⒛"
LARGEST = 999
LARGEST_CIRCLED = 50

_FULL_TO_HALF = str.maketrans("０１２３４５６７８９", "0123456789")
# First character of a row, its length, the value of the first.
_CIRCLES = (("①", 20, 1), ("㉑", 15, 21), ("㊱", 15, 36))
_ROWS = (*_CIRCLES, ("❶", 10, 1), ("㈠", 10, 1), ("⑴", 20, 1), ("⒈", 20, 1))
_SINGLES = {
    chr(ord(first) + step): value + step for first, length, value in _ROWS for step in range(length)
}


def value_of(numeral: str) -> int | None:
    """The number that `numeral` stands for; None where it is none that counts (一一, 0)."""
    if numeral.isdecimal():
        return int(numeral.translate(_FULL_TO_HALF)) or None
    return _SINGLES.get(numeral) or _HAN_VALUES.get(numeral)


def han(number: int) -> str:
    """`number` (1 to 999) in Chinese: 11 → 十一, 20 → 二十, 105 → 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words = HAN_DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else HAN_DIGITS[tens]) + "十"
    elif hundreds and units:
        words += "零"
    return words + (HAN_DIGITS[units] if units else "")


def circled(number: int) -> str:
    """`number` (1 to 50) in a circle."""
    for first, length, value in _CIRCLES:
        if value <= number < value + length:
            return chr(ord(first) + number - value)
    raise ValueError(number)


_HAN_VALUES = {han(number): number for number in range(1, LARGEST + 1)}
