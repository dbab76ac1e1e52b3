"""版记 (GB/T 9704-2012, 7.4): it ends on the bottom edge of the 版心 of the last page, however many units it names.

A box as high as the 版心 stands behind the text, and what it holds rests on its foot: so the last rule always lies on
the edge and nothing is cut off. Empty lines in the text, one for each line of names, keep the text clear of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.assembly.layout.drawing import anchored, text_area, text_box
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.markup import each, paragraph, run, text, when
from service.assembly.layout.tables import Cell, Rules, row, table
from service.assembly.layout.units import EMU_PER_MM, TEXT_HEIGHT_MM, TEXT_WIDTH, TEXT_WIDTH_MM

#: First and last rule 0.35 mm, middle rule 0.25 mm (7.4.1).
_THICK = 'w:val="single" w:sz="8" w:space="0" w:color="000000"'
_MIDDLE = 'w:val="single" w:sz="6" w:space="0" w:color="000000"'
_RULES = Rules(top=_THICK, bottom=_THICK, sides=None, rows=_MIDDLE, columns=None)

#: Name of the box, by which a printing profile finds it.
BOX_NAME = "版记"
_LINE = 400
_ROW = 460
#: Kept free above the first rule.
_AIR = 240
#: Characters of 4号 on one line behind “抄送：”, with one left free for the full stop.
_PER_LINE = 25
#: More characters than this do not fit on one page and stand in the flow of the text.
_MOST = 28 * _PER_LINE
_COPIES = ParagraphFormat(left=1120, right=280, hanging=840)
_PRINTED = ParagraphFormat(left=280, tabs=((TEXT_WIDTH - 280, "right"),))


@dataclass(frozen=True, slots=True)
class Names:
    """Units to whom a paper goes: the label, the Jinja name of their text, and the Jinja condition to print them."""

    label: str
    name: str
    condition: str = ""

    @property
    def xml(self) -> str:
        return text("版记", f"{self.label}：{{{{ {self.name} }}}}。", _COPIES)

    @property
    def room(self) -> str:
        """An empty line for each line of the names."""
        free = text("版记占位", "", ParagraphFormat(line=_LINE))
        lines = each(f"占行 in {self.name}|batch({_PER_LINE})", free)
        return when(self.condition, lines) if self.condition else lines


def given(name: str) -> str:
    """The Jinja condition that the text `name` was given: neither empty nor the visible gap."""
    return f"{name} not in ('', '——')"


def imprint(identity: int, copies: str, printed_by: str, printed_on: str, *, moved: Names | None = None) -> str:
    """抄送, 印发机关 and 印发日期 at the foot of the last page.

    `copies` is the Jinja name of the 抄送 text (empty or —— leaves it out); the other two are the words to print.
    `moved` are the 主送机关 where they would push the text off the first page: above 抄送, no rule between (7.4.2).
    """
    names = ((moved,) if moved else ()) + (Names("抄送", copies, given(copies)),)
    return foot(identity, (names,), f"{printed_by}\t{printed_on}印发")


def letter_copies(identity: int, copies: str, *, moved: Names | None = None) -> str:
    """抄送 of a 信函 at the foot of the last page: without rules, 印发机关 and 印发日期 (10.1).

    `copies` is the Jinja name of the 抄送 text (empty or —— leaves it out), `moved` as in a document's imprint.
    """
    names = ((moved,) if moved else ()) + (Names("抄送", copies, given(copies)),)
    present = " or ".join(f"({one.condition})" for one in names)
    return when(present, foot(identity, (names,), "", rules=Rules(None, None, None, None, None)))


def foot(identity: int, rows: Sequence[Sequence[Names]], last: str, *, rules: Rules = _RULES) -> str:
    """A 版记 of any rows, ruled between each two; `last` are the words of its last one, a tab before what stands right.

    Without such words there is one row, of which something must be printed.

    The paragraph that carries the box and the empty lines before it stay together: they are as tall as what the box
    holds, so the text before them never runs under it. A row none of whose names are printed is left out.
    """
    whole = " + ".join(f"{names.name}|length" for names in _all(rows))
    box = text_box(TEXT_WIDTH_MM * EMU_PER_MM, TEXT_HEIGHT_MM * EMU_PER_MM, _table(rows, last, rules) + _tail())
    height = (_ROW if last else 0) + len(rows) * (_ROW - _LINE) + _AIR
    carrier = paragraph(
        "版记占位",
        run(""),
        anchored(identity, BOX_NAME, text_area(), box, behind=True),
        form=ParagraphFormat(keep_next=False, line=height),
    )
    flowing = text("版记占位", "", ParagraphFormat(line=_LINE)) + _table(rows, last, rules, split=True) + _tail()
    room = "".join(names.room for names in _all(rows))
    return when(f"{whole} <= {_MOST}", room + carrier, otherwise=(flowing,))


def _all(rows: Sequence[Sequence[Names]]) -> tuple[Names, ...]:
    return tuple(names for group in rows for names in group)


def _tail() -> str:
    return text("版记", "", ParagraphFormat(line=20))


def _table(rows: Sequence[Sequence[Names]], last: str, rules: Rules, *, split: bool = False) -> str:
    grid = [TEXT_WIDTH]
    if not last:
        (names,) = rows
        return table(grid, _row(names, grid, split=split), rules=rules, side_margin=0)
    named = (_row_if_printed(names, grid, split=split) for names in rows)
    return table(grid, *named, row([Cell(paragraphs=text("版记", last, _PRINTED))], grid), rules=rules, side_margin=0)


def _row(names: Sequence[Names], grid: Sequence[int], *, split: bool) -> str:
    return row([Cell(paragraphs=_stacked(names))], grid, split=split)


def _row_if_printed(names: Sequence[Names], grid: Sequence[int], *, split: bool) -> str:
    body = _row(names, grid, split=split)
    if not all(one.condition for one in names):
        return body
    condition = " or ".join(f"({one.condition})" for one in names)
    start = row([Cell(f"{{%tr if {condition} %}}", style="版记")], grid)
    return start + body + row([Cell("{%tr endif %}", style="版记")], grid)


def _stacked(names: Sequence[Names]) -> str:
    """The names of one row, of which at least one is printed: so no cell is ever left without a paragraph."""
    first, *rest = names
    if not rest:
        return first.xml
    following = "".join(when(one.condition, one.xml) if one.condition else one.xml for one in rest)
    whole = first.xml + following
    return when(first.condition, whole, otherwise=(_stacked(rest),)) if first.condition else whole
