"""A sheet across inside a portrait paper (GB/T 9704-2012, 8): a section of its own, and the paper goes on behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from service.assembly.layout.footers import Margin, page_numbers, page_numbers_across
from service.assembly.layout.page import ACROSS_WITHIN, STANDARD, PageProfile, section
from service.assembly.layout.styles import style_id

#: Number of the relationship that names a paper's first margin, and the first one of its sheets across.
_FIRST, _FIRST_ACROSS = 10, 20
#: The page numbers of sheets across, in parts of their own.
MARGINS_ACROSS = tuple(replace(margin, sheet="across") for margin in page_numbers_across())


def related(margins: Sequence[Margin], across: Sequence[Margin] = ()) -> Mapping[str, Margin]:
    """The headers and footers of a paper and of its sheets across, by the ids of their relationships."""
    return {f"rId{number}": margin for number, margin in enumerate(margins, _FIRST)} | {
        f"rId{number}": margin for number, margin in enumerate(across, _FIRST_ACROSS)
    }


def references(margins: Mapping[str, Margin], sheet: str = "") -> list[str]:
    """The elements by which a section of that sheet names its headers and footers."""
    return [margin.reference(identity) for identity, margin in margins.items() if margin.sheet == sheet]


def across(body: str, profile: PageProfile = STANDARD, margins: Sequence[Margin] = page_numbers()) -> str:
    """`body` on sheets across; the text before it ends its portrait section, the text after it begins another.

    `profile` and `margins` are the paper's own, whose `across` must be MARGINS_ACROSS.
    """
    names = related(margins, MARGINS_ACROSS)
    first = any(margin.pages == "first" for margin in margins)
    before = _end(section(profile, references(names), title_page=first))
    return before + body + _end(section(ACROSS_WITHIN, references(names, "across")))


def _end(properties: str) -> str:
    """The paragraph that ends a section, as low as a line may be: it must not go to a page of its own."""
    spacing = '<w:spacing w:before="0" w:after="0" w:line="1" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id("公文正文")}"/>{spacing}{properties}</w:pPr></w:p>'
