"""The parts of an official paper, each as the standard sets it (GB/T 9704-2012, 7 and 10)."""

from __future__ import annotations

from collections.abc import Sequence

from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.mark import ANY_LENGTH, sized_mark
from service.assembly.layout.markup import text, when

#: Letters of the mark by the length of the name: up to so many, half-points, width of the letters in percent.
_MARK_SIZES = ((8, 108, 100), (11, 100, 80), (14, 88, 70), (18, 80, 60), (22, 72, 55), (ANY_LENGTH, 64, 48))

#: For the text before the signature, which never stands on a page without text (7.3.5).
TO_SIGNATURE = ParagraphFormat(keep_next=True)

#: From the top of the 版心 to the mark: 35 mm (7.2.4).
_MARK_BEFORE = 1984


def document_mark(name: str) -> str:
    """发文机关标志 of the 文件 format: `name` is the Jinja name of its text, which picks the size by its length."""
    return sized_mark(name, _MARK_SIZES, ParagraphFormat(before=_MARK_BEFORE))


def title(words: str, *, before: int | None = None) -> str:
    """标题: 2号小标宋, centred, two lines below what stands above it (7.3.1); `before` in twips overrides that."""
    return text("公文标题", words, ParagraphFormat(before=before) if before is not None else None)


def addressees(words: str) -> str:
    """主送机关: one line below the title, flush left, with its colon (7.3.2)."""
    return text("主送机关", f"{words}：")


def annex_note(names: Sequence[str]) -> str:
    """附件说明 (7.3.4): one name without a number, several with numbers; names carry no final mark."""
    if len(names) == 1:
        return text("附件说明", f"附件：{names[0]}")
    first = text("附件说明首项", f"附件：1.\t{names[0]}")
    rest = (text("附件说明续项", f"{number}.\t{name}") for number, name in enumerate(names[1:], 2))
    return first + "".join(rest)


def signature(name: str, date: str) -> str:
    """署名 and 成文日期 to be sealed (7.3.5.1): one axis, the date's end four characters from the edge.

    `name` is the Jinja name of the issuing body's text and picks a wider block when it is long; `date` are the words.
    """
    short = text("署名", f"{{{{ {name} }}}}") + text("成文日期", date)
    long = text("署名（长名称）", f"{{{{ {name} }}}}") + text("成文日期（长名称）", date)
    return when(f"{name}|length <= 15", short, otherwise=(long,))


def annex_start(label: str, heading: str) -> str:
    """The head of an annex (7.3.7): on a new page “附件1” in 3号黑体, the title centred on the third line."""
    return text("附件序号", label) + text("附件标题", heading)
