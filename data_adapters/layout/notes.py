"""What stands above a header: the title, the unit of its amounts, and the rows these were found on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from data_adapters.layout.area import Area, plain
from data_adapters.patterns import regex

_SIMPLIFIED = str.maketrans("單萬億幣", "单万亿币")
_MONEY = r"(元|千元|万元|百万元|亿元|万美元|亿美元)"
# A unit of money ends its word: "填报单位：元坝镇" names a town. Other units may stand before it ("单位：个、万元").
_UNIT = regex(
    r"单位(?:均|都)?[:为是](?:(?:个|项|件|家|户|人|台|套|吨|亩|公顷|公里|千米|米|平方米|m2|千瓦|万千瓦|%)[、,/;])*(?:人民币)?"
    rf"{_MONEY}(?![\u4e00-\u9fff])"
)
_NAMED_UNIT = regex(rf"[(\[]{_MONEY}[)\]]")
_TITLE = regex(r"[表账帳]|清单|情况|统计|^附件|单位:|20\d\d年.*[^\d年月日底前上中下旬]{2}|年度")
_NO_TITLE = regex(
    r"附[件表]?[\d一二三四五六七八九十]*:?|表[\d一二三四五六七八九十]+:?|.{0,4}(?:单位|时间|日期|人|部门):.*|内部资料.*"
)


def notes_above(area: Area, header: int) -> list[tuple[int, str, bool]]:
    """Row and text of every filled cell above the row ``header``, and whether it stands over this area's columns.

    Cells of the whole sheet count: a title or a unit may stand once for tables that are side by side.
    """
    grid = area.grid
    ends = {(r0, c0): c1 for r0, c0, _, c1 in grid.merges}
    sheet = Area(grid, area.first_row, area.last_row, 1, max(map(len, grid.rows[:header]), default=0))
    return [
        (row, text, column <= area.last_column and ends.get((row, column), column) >= area.first_column)
        for row in range(area.first_row, header)
        for column, text in sheet.cells(row)
    ]


def title_of(texts: Iterable[str]) -> str:
    """The first text that is a title: not "附件1", not a note of unit, date or sender; else the first of all."""
    found = list(texts)
    return next((text for text in found if not _NO_TITLE.fullmatch(plain(text))), found[0] if found else "")


def unit_of(notes: Iterable[str], names: Iterable[str]) -> str:
    """The unit of money that ``notes``, else title, sheet or file ``names``, state after "单位", else those names in
    brackets; or ""."""
    called = [plain(name).translate(_SIMPLIFIED) for name in names]
    texts = [*(plain(note).translate(_SIMPLIFIED) for note in notes), *called]
    stated = (found[1] for text in texts if (found := _UNIT.search(text)))
    named = (found[1] for text in called if (found := _NAMED_UNIT.search(text)))
    return next(stated, "") or next(named, "")


def is_title_row(cells: list[tuple[int, str]], wide: bool) -> bool:
    """Whether a row of these cells between two tables heads the lower one: up to three texts, one of which speaks of a
    table, or stands in a ``wide`` cell merged over several columns."""
    told = wide or any(_TITLE.search(plain(text)) for _, text in cells)
    return 0 < len(cells) <= 3 and told and not _has_number(cells)


def _has_number(cells: list[tuple[int, str]]) -> bool:
    return any(re.fullmatch(r"[\d.,]+%?", text) for _, text in cells)
