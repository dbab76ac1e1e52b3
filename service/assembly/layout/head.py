"""版头 (GB/T 9704-2012, 7.2): what stands above the red line beside the mark, and the mark of several organs."""

from __future__ import annotations

from service.assembly.layout.drawing import anchored, text_area, text_box
from service.assembly.layout.formats import HEITI, KAITI, ParagraphFormat, RunFormat
from service.assembly.layout.letter import NUMBER_TOP
from service.assembly.layout.markup import each, paragraph, run, tag, text, when
from service.assembly.layout.tables import Cell, Rules, row, table
from service.assembly.layout.units import (
    EMU_PER_MM,
    EMU_PER_TWIP,
    HAN,
    LINE,
    TEXT_TOP_MM,
    TEXT_WIDTH,
    TEXT_WIDTH_MM,
    TWIPS_PER_MM,
)

#: Names of the boxes, by which a printing profile finds them.
BOX_NAME, LETTER_BOX_NAME = "版头", "信函版头"
#: From the top of the 版心 to the mark: 35 mm (7.2.4).
MARK_BEFORE = 1984
#: A mark in lines: half-points and width of its letters, its line in twips (a quarter more than the letters, so that
#: the lines stand apart), and the space above, smaller by what the first line leaves free above its letters.
LINES_SIZE, LINES_SCALE, LINES_LINE = 64, 68, 800
LINES_BEFORE = MARK_BEFORE - (LINES_LINE - LINES_SIZE * 10)
#: 份号 stands in the text's font, 密级 and 紧急程度 in 黑体 (7.2.1 to 7.2.3); this is their order.
_GRADES = (("份号", None), ("密级", HEITI), ("紧急程度", HEITI))
#: Where the names of the 签发人 begin when there are two in a row: four characters each, one between and one at the
#: edge; their label ends there (7.2.6).
_SECOND_NAME = TEXT_WIDTH - 5 * HAN
_FIRST_NAME = _SECOND_NAME - 5 * HAN
_LABEL = _FIRST_NAME - 4 * HAN
_KAI = RunFormat(font=KAITI)
#: In a line of the text, the air above its letters, in mm: a letter's number has none.
_ABOVE_LETTERS = float((LINE - HAN) / 2) / float(TWIPS_PER_MM)
_NO_RULES = Rules(None, None, None, None, None)
#: Of the mark of several organs: width of the column with “文件”, and half-points and width of letters by the longest
#: name's length.
_FILE_WIDTH = 1844
_JOINT_SIZES = ((10, 68, 100), (14, 48, 95), (20, 44, 75), (999, 36, 60))


def grades(name: str) -> str:
    """份号, 密级 and 紧急程度 (7.2.1 to 7.2.3), those that `name` holds, from the 版心's first line on, flush left.

    `name` is the Jinja name of a record of the three texts. They stand in a box anchored to the page, so the mark
    below keeps its place with any of them: the standard measures it from the edge of the 版心.
    """
    return when(_any(name), _box(name, 920, BOX_NAME, TEXT_TOP_MM))


def letter_grades(name: str) -> str:
    """The same in a 信函: flush left, from the height of its number on (10.1)."""
    second = f"{name}.密级"
    third = f"{name}.份号 and {name}.紧急程度"
    box = when(_any(name), _box(name, 921, LETTER_BOX_NAME, NUMBER_TOP - _ABOVE_LETTERS))
    # The first stands beside the number, each further one moves the title down by its line.
    return box + "".join(when(condition, text("版记占位", "")) for condition in (second, third))


def plain_grades(name: str) -> str:
    """The same above the title of a paper without a mark, in the flow of the text and a line free below."""
    return when(_any(name), _lines(name), text("版记占位", ""))


def _any(name: str) -> str:
    return " or ".join(f"{name}.{grade}" for grade, _ in _GRADES)


def _box(name: str, identity: int, label: str, top: float) -> str:
    empty = text("版记占位", "", ParagraphFormat(line=20))
    shape = text_box(TEXT_WIDTH_MM * EMU_PER_MM // 2, (3 * LINE + 20) * EMU_PER_TWIP, _lines(name) + empty, "t")
    anchor = anchored(identity, label, text_area(top), shape, behind=True)
    # As low as a line may be, so that the mark below stands where it does without it.
    return paragraph("版记占位", anchor, form=ParagraphFormat(line=1))


def _lines(name: str) -> str:
    return "".join(
        when(
            f"{name}.{grade}",
            paragraph("主送机关", run(f"{{{{ {name}.{grade} }}}}", _hei(font)), form=ParagraphFormat(before=0)),
        )
        for grade, font in _GRADES
    )


def _hei(font: str | None) -> RunFormat | None:
    return RunFormat(font=font, latin=font) if font else None


def number_with_signers(number: str, signers: str) -> str:
    """发文字号 and 签发人 of a paper upwards over the red line (7.2.5, 7.2.6).

    `number` are the words, `signers` is the Jinja name of a list of names: one stands beside the number, more stand
    two in a row, the number beside the last row.
    """
    tabs = ((TEXT_WIDTH - HAN, "right"),)
    name = run(f"{{{{ {signers}|first }}}}", _KAI)
    form = ParagraphFormat(tabs=tabs, first_line=HAN, align="left")
    one = paragraph("发文字号", run(f"{number}\t签发人："), name, form=form)
    return when(f"{signers}|length == 1", one, otherwise=(_rows_of_signers(number, signers),))


def _rows_of_signers(number: str, signers: str) -> str:
    free = text("版记占位", "", ParagraphFormat(line=2 * LINE))  # the two lines under the mark
    last, above = _signers("发文字号", number), _signers("签发人", "")
    return free + each(f"行 in {signers}|batch(2)", when("loop.last", last, otherwise=(above,)))


def _signers(style: str, number: str) -> str:
    """A row of two names, the second one perhaps free; the first row bears the label."""
    tabs = tuple((place, "left") for place in (_LABEL, _FIRST_NAME, _SECOND_NAME))
    names = run("{{ 行|first }}\t{% if 行|length > 1 %}{{ 行|last }}{% endif %}", _KAI)
    form = ParagraphFormat(tabs=tabs, before=0, first_line=HAN, align="left")
    return paragraph(style, run(f"{number}\t{{% if loop.first %}}签发人：{{% endif %}}\t"), names, form=form)


def joint_mark(names: str) -> str:
    """The mark of several organs (7.2.4): their names one below the other, “文件” right of them, vertically centred.

    `names` is the Jinja name of a list of names, the host's first. All are set to one width, in the first size that
    holds the longest; their upper edge lies 35 mm below that of the 版心.
    """
    air = text("版记占位", "", ParagraphFormat(line=MARK_BEFORE))
    longest = f"{names}|map('length')|max"
    branches = [tag(f"{'elif' if at else 'if'} {longest} <= {size[0]}") for at, size in enumerate(_JOINT_SIZES[:-1])]
    marks = (_joint(names, *size[1:]) for size in _JOINT_SIZES)
    parts = (branch + mark for branch, mark in zip((*branches, tag("else")), marks, strict=True))
    return air + "".join(parts) + tag("endif")


def _joint(names: str, size: int, scale: int) -> str:
    form, letters = ParagraphFormat(line=size * 10, align="distribute"), RunFormat(size=size, scale=scale)
    each_name = each(f"机关 in {names}", paragraph("发文机关标志", run("{{ 机关 }}", letters), form=form))
    file = paragraph("发文机关标志", run("文件", RunFormat(size=size)), form=ParagraphFormat(line=size * 10))
    grid = [TEXT_WIDTH - _FILE_WIDTH, _FILE_WIDTH]
    cells = [Cell(paragraphs=each_name), Cell(paragraphs=file)]
    return table(grid, row(cells, grid), rules=_NO_RULES, side_margin=60)
