"""The parts of an official paper, each as the standard sets it (GB/T 9704-2012, 7 and 10)."""

from __future__ import annotations

from collections.abc import Sequence

from service.assembly.layout.formats import ParagraphFormat, RunFormat
from service.assembly.layout.head import LINES_BEFORE, LINES_LINE, LINES_SCALE, LINES_SIZE, MARK_BEFORE
from service.assembly.layout.mark import ANY_LENGTH, sized_mark
from service.assembly.layout.markup import paragraph, run, text, when
from service.assembly.layout.signing import signature
from service.assembly.layout.units import LINE

__all__ = [
    "TO_SIGNATURE",
    "addressees",
    "annex_note",
    "annex_start",
    "document_mark",
    "opening",
    "remark",
    "signature",
    "title",
    "too_many",
]

#: Letters of the mark by the length of the name: up to so many, half-points, width of the letters in percent.
_MARK_SIZES = ((8, 108, 100), (11, 100, 80), (14, 88, 70), (18, 80, 60), (22, 72, 55), (ANY_LENGTH, 64, 48))

#: For the text before the signature, which never stands on a page without text (7.3.5).
TO_SIGNATURE = ParagraphFormat(keep_next=True)

#: Lines of 主送机关 and 标题 together that leave room for text on the first page under the mark (7.3.3).
_MOST_LINES = 9


def document_mark(name: str) -> str:
    """发文机关标志 of the 文件 format: `name` is the Jinja name of its text, which picks the size by its length.

    A text broken into lines is set in lines, each at most 20 characters.
    """
    form = ParagraphFormat(before=MARK_BEFORE)
    letters = RunFormat(size=LINES_SIZE, scale=LINES_SCALE)
    in_lines = ParagraphFormat(before=LINES_BEFORE, line=LINES_LINE)
    lines = paragraph("发文机关标志", run(f"{{{{ {name} }}}}", letters), form=in_lines)
    return when(rf"'\n' in {name}", lines, otherwise=(sized_mark(name, _MARK_SIZES, form),))


def title(words: str, *, before: int | None = None) -> str:
    """标题: 2号小标宋, centred, two lines below what stands above it (7.3.1); `before` in twips overrides that."""
    return text("公文标题", words, ParagraphFormat(before=before) if before is not None else None)


def addressees(words: str) -> str:
    """主送机关: one line below the title, flush left, with its colon (7.3.2)."""
    return text("主送机关", f"{words}：")


def opening(name: str, title_name: str, lead: str) -> str:
    """主送机关 and the first paragraph; where the units are too many, the text alone (7.3.2).

    `name` and `title_name` are Jinja names, `lead` the words of the paragraph. The units left out stand in the 版记.
    """
    close = text("公文正文", lead, ParagraphFormat(before=LINE))
    both = addressees(f"{{{{ {name} }}}}") + text("公文正文", lead)
    return when(too_many(name, title_name), close, otherwise=(both,))


def too_many(name: str, title_name: str) -> str:
    """The Jinja condition that 主送机关 would leave no text on the first page: by its lines and those of the title."""
    return rf"({name}|length + 1) // 28 + {title_name}.count('\n') >= {_MOST_LINES - 1}"


def remark(words: str, condition: str = "") -> str:
    """附注 below the date: two characters in, in round brackets (7.3.6).

    It is printed where the Jinja `condition` holds, always where there is none.
    """
    note = text("公文正文", f"（{words}）")
    return when(condition, note) if condition else note


def annex_note(names: Sequence[str]) -> str:
    """附件说明 (7.3.4): one name without a number, several with numbers; names carry no final mark."""
    if len(names) == 1:
        return text("附件说明", f"附件：{names[0]}")
    first = text("附件说明首项", f"附件：1.\t{names[0]}")
    rest = (text("附件说明续项", f"{number}.\t{name}") for number, name in enumerate(names[1:], 2))
    return first + "".join(rest)


def annex_start(label: str, heading: str) -> str:
    """The head of an annex (7.3.7): on a new page “附件1” in 3号黑体, the title centred on the third line."""
    return text("附件序号", label) + text("附件标题", heading)
