"""发文机关标志: the issuing body's name in red, sized by its length, and the head of a 信函."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.assembly.layout import letter
from service.assembly.layout.drawing import anchored, bar, page_place, text_box
from service.assembly.layout.formats import RED, ParagraphFormat, RunFormat
from service.assembly.layout.markup import paragraph, run, tag
from service.assembly.layout.units import emu

#: The bound of the last size, which takes every longer name.
ANY_LENGTH = 999

_LETTER_SIZES = tuple(
    (longest, letter.MARK_HALF_POINTS, scale)
    for longest, scale in ((11, 95), (14, 78), (18, 60), (22, 49), (ANY_LENGTH, 40))
)
#: Height of the box that holds the mark, in mm: less would cut the letters off.
_BOX = 20


def sized_mark(name: str, sizes: Sequence[tuple[int, int, int]], form: ParagraphFormat) -> str:
    """The mark in the first of `sizes` that holds it: longest name, half-points, width of the letters in percent.

    The last size takes whatever is longer. An exact line as high as the letters puts their top at the top of the
    line: the standard measures from there.
    """
    branches = [_branch(number, len(sizes), f"{name}|length <= {size[0]}") for number, size in enumerate(sizes)]
    marks = [
        paragraph(
            "发文机关标志",
            run(f"{{{{ {name} }}}}", RunFormat(size=size, scale=scale)),
            form=replace(form, line=size * 10),
        )
        for _, size, scale in sizes
    ]
    return "".join(branch + mark for branch, mark in zip(branches, marks, strict=True)) + tag("endif")


def _branch(number: int, count: int, condition: str) -> str:
    if number == count - 1:
        return tag("else")
    return tag(f"elif {condition}" if number else f"if {condition}")


def letter_head(name: str, number: str) -> str:
    """The head of a 信函 (10.1) and its 发文字号; `name` is the Jinja name of the mark's text, `number` are the words.

    The mark begins 30 mm from the edge; the upper rule is 4 mm below it, thick above thin; the lower ends 20 mm from
    the page's foot, thin above thick. All of it is anchored to the page from the
    paragraph of the number, which stands flush right under the upper rule.
    """
    width, left = emu(letter.RULE_WIDTH), emu(letter.RULE_LEFT)
    box = text_box(width, emu(_BOX), sized_mark(name, _LETTER_SIZES, ParagraphFormat()), stand="t")
    mark = anchored(901, "发文机关标志", page_place(left, emu(letter.MARK_TOP)), box)
    strokes = (
        anchored(identity, f"红线{identity}", page_place(left, emu(top)), bar(width, emu(height), RED))
        for identity, (top, height) in enumerate(letter.STROKES, 902)
    )
    return paragraph("信函发文字号", mark, *strokes, run(number))
