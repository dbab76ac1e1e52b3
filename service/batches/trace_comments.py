"""Where the figures of a paper come from, as Word comments at the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from data_adapters import Cell
from service.assembly import Mark
from service.assembly.comments import FAULTS, MOST, Comment, commented
from service.errors import FillError
from service.figures import Figure

_BODY: Final = "正文"
_FEW: Final = 3  # cells named one by one in a comment


def with_figures(data: bytes, marks: Sequence[Mark]) -> bytes:
    """The paper with a comment at each figure that has a formula or cells: exact value, formula, cells. The first 300
    are told, and how many are not. Raises :class:`FillError` where the paper cannot take comments."""
    told = [(mark, mark.origin) for mark in marks if isinstance(mark.origin, Figure)]
    if not told:
        return data
    comments = list(_comments(told[:MOST]))
    if len(told) > MOST:
        comments.append((0, "", f"这里只批注了前 {MOST} 个数，其余 {len(told) - MOST} 个见溯源.xlsx。"))
    try:
        return commented(data, comments)
    except FAULTS as error:
        raise FillError(
            "材料写不了批注：文件内部结构不合规范，请不加批注再做，来源见溯源.xlsx", command="不用 --comments"
        ) from error


def _comments(told: Sequence[tuple[Mark, Figure]]) -> Iterator[Comment]:
    for mark, figure in told:
        where = mark.paragraph if mark.part == _BODY else 0
        place = "" if where else f"{mark.part}的“{mark.printed}”："
        yield where, mark.printed, f"{place}{_words(figure)}"


def _words(figure: Figure) -> str:
    """A figure in one sentence: 精确值 0.9716…（%），完成率 = 累计完成投资 ÷ 年度计划投资，来自 台账.xlsx › 表!H12。"""
    value = f"精确值 {figure.value}" if figure.known else figure.reason
    cells = figure.sources
    more = f"等{len(cells)}格" if len(cells) > _FEW else ""
    source = f"，来自 {_named(cells[:_FEW])}{more}" if cells else ""
    return f"{value}，{figure.formula}{source}。"


def _named(cells: Sequence[Cell]) -> str:
    return "、".join(map(str, cells))
