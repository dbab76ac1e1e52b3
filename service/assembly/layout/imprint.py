"""版记 (GB/T 9704-2012, 7.4): a box on the bottom edge of the 版心 of the last page; and where a brief goes."""

from __future__ import annotations

from service.assembly.layout.drawing import anchored, margin_foot, text_box
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.markup import paragraph, run, text, when
from service.assembly.layout.tables import Cell, Rules, row, table
from service.assembly.layout.units import EMU_PER_MM, EMU_PER_TWIP, TEXT_WIDTH, TEXT_WIDTH_MM

#: First and last rule 0.35 mm, middle rule 0.25 mm (7.4.1).
_THICK = 'w:val="single" w:sz="8" w:space="0" w:color="000000"'
_MIDDLE = 'w:val="single" w:sz="6" w:space="0" w:color="000000"'
_RULES = Rules(top=_THICK, bottom=_THICK, sides=None, rows=_MIDDLE, columns=None)

_LINE = 400
_ROW = 460
#: Kept free above the first rule.
_AIR = 240
#: Characters of 4号 on one line behind “抄送：”, with one left free for the full stop.
_PER_LINE = 25
_EXTRA_LINES = 5
_BOX_WIDTH = TEXT_WIDTH_MM * EMU_PER_MM
#: Room for both rows and all extra lines of 抄送.
_BOX_HEIGHT = (2 * _ROW + (_EXTRA_LINES + 1) * _LINE) * EMU_PER_TWIP
_COPIES = ParagraphFormat(left=1120, right=280, hanging=840)
_PRINTED = ParagraphFormat(left=280, tabs=((TEXT_WIDTH - 280, "right"),))


def imprint(identity: int, copies: str, printed_by: str, printed_on: str) -> str:
    """抄送, 印发机关 and 印发日期 at the foot of the last page.

    `copies` is the Jinja name of the 抄送 text (empty or —— leaves its row out); the other two are the words to print.
    The paragraph that carries the box is as tall as the box, so the text before it never runs under the box.
    """
    present = f"{copies} not in ('', '——')"
    grid = [TEXT_WIDTH]
    rows = (
        row([Cell(f"{{%tr if {present} %}}", style="版记")], grid),
        row([Cell(paragraphs=text("版记", f"抄送：{{{{ {copies} }}}}。", _COPIES))], grid),
        row([Cell("{%tr endif %}", style="版记")], grid),
        row([Cell(paragraphs=text("版记", f"{printed_by}\t{printed_on}印发", _PRINTED))], grid),
    )
    tail = text("版记", "", ParagraphFormat(line=20))
    box = text_box(_BOX_WIDTH, _BOX_HEIGHT, table(grid, *rows, rules=_RULES, side_margin=0) + tail)
    carrier = paragraph(
        "版记占位",
        run(""),
        anchored(identity, "版记", margin_foot(), box),
        form=ParagraphFormat(keep_next=False, line=2 * _ROW + _AIR),
    )
    return "".join(_spacers(copies)) + carrier


def letter_copies(identity: int, copies: str) -> str:
    """抄送 of a 信函 at the foot of the last page: without rules, 印发机关 and 印发日期 (10.1).

    `copies` is the Jinja name of the 抄送 text; nothing is printed where it is empty or ——.
    """
    grid = [TEXT_WIDTH]
    line = row([Cell(paragraphs=text("版记", f"抄送：{{{{ {copies} }}}}。", _COPIES))], grid)
    tail = text("版记", "", ParagraphFormat(line=20))
    plain = Rules(top=None, bottom=None, sides=None, rows=None, columns=None)
    box = text_box(_BOX_WIDTH, _BOX_HEIGHT, table(grid, line, rules=plain, side_margin=0) + tail)
    anchor = anchored(identity, "版记", margin_foot(), box)
    carrier = paragraph("版记占位", run(""), anchor, form=ParagraphFormat(keep_next=False, line=_ROW + _AIR))
    return when(f"{copies} not in ('', '——')", *_spacers(copies), carrier)


def _spacers(copies: str) -> list[str]:
    """Empty lines for a 抄送 of several: as many as its length asks for."""
    spacer = text("版记占位", "", ParagraphFormat(line=_LINE))
    return [when(f"{copies}|length > {_PER_LINE * line}", spacer) for line in range(1, _EXTRA_LINES + 1)]


def sending(*lines: str) -> str:
    """The lines of words at the end of minutes or a brief, ruled as a 版记 but in the flow of the text.

    A line with a tab has its second half at the right.
    """
    grid = [TEXT_WIDTH]
    forms = (_PRINTED if "\t" in line else _COPIES for line in lines)
    rows = (row([Cell(paragraphs=text("版记", line, form))], grid) for line, form in zip(lines, forms, strict=True))
    space = text("版记占位", "", ParagraphFormat(line=_LINE))
    return space + table(grid, *rows, rules=_RULES, side_margin=0) + text("版记", "", ParagraphFormat(line=20))
