"""Headers and footers: page numbers of odd and even pages, and the first page of a letter."""

from __future__ import annotations

from dataclasses import dataclass

from service.assembly.layout.drawing import anchored, margin_side, text_box
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.markup import paragraph, run, when
from service.assembly.layout.namespaces import DECLARATIONS
from service.assembly.layout.units import emu

#: One character of 4号, by which the number stands off the edge (GB/T 9704-2012, 7.5).
_ASIDE = 280
#: The box of the number on a sheet across, in mm: so wide that its line lies 7 mm off the text (7.5).
_STRIP_WIDTH, _STRIP_HEIGHT = 9.5, 40


@dataclass(frozen=True, slots=True)
class Margin:
    """A header or footer part: which of the two, for which pages (default, even, first), and its paragraphs.

    `sheet` is empty for the paper's own pages and "across" for sheets across inside it.
    """

    kind: str
    pages: str
    body: str
    sheet: str = ""

    @property
    def name(self) -> str:
        """The part's file name inside word/."""
        return f"{self.kind}_{self.sheet}{self.pages}.xml"

    def reference(self, relationship: str) -> str:
        """The element by which a section names this part."""
        return f'<w:{self.kind}Reference w:type="{self.pages}" r:id="{relationship}"/>'

    def xml(self) -> str:
        """The whole part without the XML declaration."""
        root = "hdr" if self.kind == "header" else "ftr"
        return f"<w:{root} {DECLARATIONS}>{self.body}</w:{root}>"


def page_numbers() -> tuple[Margin, Margin]:
    """“— 1 —” in 4号宋体: odd pages at the right, even pages at the left, one character in (7.5)."""
    odd = _number(ParagraphFormat(right=_ASIDE, align="right"))
    even = _number(ParagraphFormat(left=_ASIDE, align="left"))
    return Margin("footer", "default", odd), Margin("footer", "even", even)


def unnumbered_first_page() -> Margin:
    """The empty footer of a letter's first page (10.1)."""
    return Margin("footer", "first", paragraph("页码"))


def first_page_numbered_when(condition: str) -> Margin:
    """The footer of a first page that has its number only where the Jinja `condition` holds: not on a letter (10.1)."""
    odd = _number(ParagraphFormat(right=_ASIDE, align="right"))
    return Margin("footer", "first", when(condition, odd, otherwise=(paragraph("页码"),)))


def page_numbers_across() -> tuple[Margin, Margin]:
    """Page numbers of sheets across: at their left edge and turned, so that they stand as on portrait pages (8)."""
    odd = _turned(911, ParagraphFormat(right=_ASIDE, align="right"), "bottom")
    even = _turned(912, ParagraphFormat(left=_ASIDE, align="left"), "top")
    return Margin("footer", "default", odd), Margin("footer", "even", even)


def plain_page_numbers() -> tuple[Margin, Margin]:
    """“— 1 —” in the middle of every page, for sheets that are not bound."""
    number = _number(ParagraphFormat(align="center"))
    return Margin("footer", "default", number), Margin("footer", "even", number)


def _turned(identity: int, form: ParagraphFormat, end: str) -> str:
    box = text_box(emu(_STRIP_WIDTH), emu(_STRIP_HEIGHT), _number(form), turned=True)
    return paragraph("页码", anchored(identity, "页码", margin_side(end), box))


def _number(form: ParagraphFormat) -> str:
    field = f'<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>'
    return paragraph("页码", run("— "), field, run(" —"), form=form)
