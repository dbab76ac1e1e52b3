"""Lengths of the standard in the units of OOXML: twips, EMU and half-points."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

TWIPS_PER_MM = Decimal(1440) / Decimal("25.4")
EMU_PER_MM = 36000
EMU_PER_TWIP = 635

#: One Han character of 3号 (16 pt), in twips: the standard's 字.
HAN = 320
#: One line of the 22-line page, in twips: the largest integer of which 22 fit into 225 mm (GB/T 9704-2012, 5.2.3).
LINE = 579
#: Tightening of each 3号 character, in twips, without which 28 of them do not fit into 156 mm (5.2.3).
TIGHT = -5
#: Width of the 版心, in twips and mm, and its height in mm (5.2.1).
TEXT_WIDTH = 8844
TEXT_WIDTH_MM = 156
TEXT_HEIGHT_MM = 225
#: From the paper's upper edge to the 版心, in mm: 天头 (5.2.1).
TEXT_TOP_MM = 37

#: 字号 in half-points.
SIZES = {"二号": 44, "小二": 36, "三号": 32, "小三": 30, "四号": 28, "小四": 24, "五号": 21, "小五": 18}


def twips(mm: float | Decimal) -> int:
    """Millimetres as whole twips, rounded half up."""
    return int((Decimal(str(mm)) * TWIPS_PER_MM).to_integral_value(ROUND_HALF_UP))


def emu(mm: float | Decimal) -> int:
    """Millimetres as whole EMU, rounded half up."""
    return int((Decimal(str(mm)) * EMU_PER_MM).to_integral_value(ROUND_HALF_UP))
