"""Tables of data, whose header repeats on every page, and ruled forms to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.markup import text
from service.assembly.layout.units import TEXT_WIDTH

#: Between a rule and the text, in twips: an exact line has no air of its own.
_AIR = 30
#: For a note right below a table.
BELOW_TABLE = ParagraphFormat(before=80)

_NO_RULE = 'w:val="nil"'
_THIN = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'


@dataclass(frozen=True, slots=True)
class Rules:
    """The attributes of a table's rules; None leaves a rule out."""

    top: str | None = _THIN
    bottom: str | None = _THIN
    sides: str | None = _THIN
    rows: str | None = _THIN
    columns: str | None = _THIN

    def xml(self) -> str:
        pairs = (
            ("top", self.top),
            ("left", self.sides),
            ("bottom", self.bottom),
            ("right", self.sides),
            ("insideH", self.rows),
            ("insideV", self.columns),
        )
        return "".join(f"<w:{side} {rule or _NO_RULE}/>" for side, rule in pairs)


GRID = Rules()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a data table: its heading, its width in twips, what each cell prints, and the cell's style."""

    heading: str
    width: int
    value: str
    style: str = "表格文字"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a form: its text, how many grid columns it covers, the style, and where the text stands in it.

    `paragraphs` takes the place of `words` where a cell needs more than one paragraph.
    """

    words: str = ""
    span: int = 1
    style: str = "表单文字"
    vertical: str = "center"
    paragraphs: str = ""


def data_table(
    columns: Sequence[Column], loop: str, *, width: int = TEXT_WIDTH, height: int = 380, head: str = "表头"
) -> str:
    """A table with one row for each turn of the Jinja `loop` ("row in rows"); its header row repeats.

    `width` is that of the 版心 and `height` the least height of a row, in twips; `head` is the header's style.
    """
    widths = [column.width for column in columns]
    header = row([Cell(column.heading, style=head) for column in columns], widths, height=480, header=True)
    body = row([Cell(column.value, style=column.style) for column in columns], widths, height=height)
    whole = len(columns)
    start = row([Cell(f"{{%tr for {loop} %}}", whole, "表格文字")], widths)
    end = row([Cell("{%tr endfor %}", whole, "表格文字")], widths)
    return table(widths, header, start, body, end, side_margin=40, width=width)


def table(
    widths: Sequence[int], *rows: str, rules: Rules = GRID, side_margin: int = 80, width: int = TEXT_WIDTH
) -> str:
    """A w:tbl of fixed grid. Raises ValueError if it is wider than the 版心, whose width in twips is `width`."""
    if sum(widths) > width:
        raise ValueError(f"表格宽{sum(widths)}，超出版心宽{width}")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{rules.xml()}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="{_AIR}" w:type="dxa"/><w:left w:w="{side_margin}" w:type="dxa"/>'
        f'<w:bottom w:w="{_AIR}" w:type="dxa"/><w:right w:w="{side_margin}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(
    cells: Sequence[Cell], widths: Sequence[int], *, height: int = 0, header: bool = False, split: bool = False
) -> str:
    """A w:tr that breaks over pages only if it may `split`; `height` is its least height in twips.

    Raises ValueError if the cells do not cover the grid exactly.
    """
    if sum(cell.span for cell in cells) != len(widths):
        raise ValueError(f"本行各格共占{sum(cell.span for cell in cells)}列，表格有{len(widths)}列")
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeat = "<w:tblHeader/>" if header else ""
    starts = accumulate((cell.span for cell in cells), initial=0)
    body = "".join(
        _cell(cell, sum(widths[start : start + cell.span])) for start, cell in zip(starts, cells, strict=False)
    )
    whole = "" if split else "<w:cantSplit/>"
    return f"<w:tr><w:trPr>{whole}{least}{repeat}</w:trPr>{body}</w:tr>"


def _cell(cell: Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    content = cell.paragraphs or text(cell.style, cell.words)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="{cell.vertical}"/></w:tcPr>'
        f"{content}</w:tc>"
    )
