"""A template set to a printing profile: its sections, its lines, and what stands at a place of the page.

The templates in the tree are set to the standard. Only what still has the standard's measures is changed: what a
county has set otherwise in Word stays as it is, and so do forms and boards, which have margins of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lxml import etree

from service.assembly.layout.head import BOX_NAME as GRADES_BOX
from service.assembly.layout.head import LINES_BEFORE, MARK_BEFORE
from service.assembly.layout.imprint import BOX_NAME as IMPRINT_BOX
from service.assembly.layout.namespaces import WP, A, W
from service.assembly.layout.package import zipped
from service.assembly.layout.page import ACROSS, ACROSS_WITHIN, STANDARD, PageProfile
from service.assembly.layout.units import LINE, emu, twips
from service.assembly.main_part import BODY
from service.assembly.package import read_package

_STYLES: Final = "word/styles.xml"
_LETTER_NUMBER: Final = "信函发文字号"
#: Twips by which a program's own saving may move a margin.
_ROUNDING: Final = 6
_MARGINS: Final = ("top", "right", "bottom", "left", "footer")
#: The spaces that are counted in lines: half a line, one, two and three.
_SPACES: Final = {LINE // 2: 0.5, LINE: 1, 2 * LINE: 2, 3 * LINE: 3}


@lru_cache(maxsize=64)
def printed_to(data: bytes, profile: PageProfile, name: str) -> bytes:
    """The template's bytes set to the profile; the same bytes where nothing in it is the standard's.

    Raises TemplateError for a file that is no template; `name` is what the sentence calls it.
    """
    if profile == STANDARD:
        return data
    parts = read_package(data, name)
    if BODY not in parts or _STYLES not in parts:
        return data
    roots = {part: etree.fromstring(parts[part]) for part in (BODY, _STYLES)}
    sections = list(roots[BODY].iter(_w("sectPr")))
    upright = [section for section in sections if _has(section, STANDARD)]
    across = [section for section in sections if _has(section, ACROSS)]
    within = [section for section in sections if _has(section, ACROSS_WITHIN)]
    if not upright and not across and not within:
        return data
    for section in upright:
        _set_margins(section, profile)
        _set_grid(section, profile)
    for section in across:
        _set_margins(section, turned(profile))
    for section in within:
        _set_margins(section, turned(profile, mirrored=True))
    if upright:
        _set_lines(roots, profile)
        _set_places(roots, profile)
    made = {part: etree.tostring(root, encoding="UTF-8", standalone=True) for part, root in roots.items()}
    return zipped(parts | made)


def turned(profile: PageProfile, *, mirrored: bool = False) -> PageProfile:
    """The sheet across that goes with a profile: the page turned, its upper edge in the binding (8).

    Where the paper's even pages mirror their margins, both sides are alike.
    """
    left, right = profile.bottom + profile.inset, profile.top + profile.inset
    if mirrored:
        left = right = (left + right) / 2
    return PageProfile(
        top=profile.left,
        bottom=profile.right,
        left=left,
        right=right,
        header=ACROSS.header,
        footer=ACROSS.footer,
        line=profile.line,
        width=ACROSS.width,
        height=ACROSS.height,
    )


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _number(element: etree._Element, name: str) -> int | None:
    value = element.get(_w(name), "")
    return int(value) if re.fullmatch(r"-?\d{1,6}", value) else None


def _has(section: etree._Element, profile: PageProfile) -> bool:
    margins = section.find(_w("pgMar"))
    if margins is None:
        return False
    found = {name: _number(margins, name) for name in _MARGINS[:-1]}
    return all(
        value is not None and abs(value - twips(getattr(profile, name))) <= _ROUNDING for name, value in found.items()
    )


def _set_margins(section: etree._Element, profile: PageProfile) -> None:
    margins = section.find(_w("pgMar"))
    assert margins is not None, "the section was recognised by its margins"
    for name in _MARGINS:
        margins.set(_w(name), str(twips(getattr(profile, name))))


def _set_grid(section: etree._Element, profile: PageProfile) -> None:
    grid = section.find(_w("docGrid"))
    if grid is not None and _number(grid, "linePitch") == LINE:
        grid.set(_w("linePitch"), str(profile.line))


def _spacings(roots: dict[str, etree._Element]) -> Iterator[etree._Element]:
    for root in roots.values():
        for properties in root.iter(_w("pPr")):
            spacing = properties.find(_w("spacing"))
            if spacing is not None:
                yield spacing


def _set_lines(roots: dict[str, etree._Element], profile: PageProfile) -> None:
    """Lines of the text, spaces counted in lines, and the space above a mark, which keeps its place on the page."""
    for spacing in _spacings(roots):
        for name in ("before", "after", "line"):
            value = _number(spacing, name)
            if value in _SPACES:
                spacing.set(_w(name), str(int(_SPACES[value] * profile.line)))
            elif value in (MARK_BEFORE, LINES_BEFORE):
                spacing.set(_w(name), str(value + twips(profile.inset)))


def _set_places(roots: dict[str, etree._Element], profile: PageProfile) -> None:
    """What is measured from the paper's edge: a letter's number, and the boxes of 版记 and 版头."""
    for style in roots[_STYLES].iter(_w("style")):
        label, spacing = style.find(_w("name")), style.find(f"{_w('pPr')}/{_w('spacing')}")
        if label is not None and spacing is not None and label.get(_w("val")) == _LETTER_NUMBER:
            before = _number(spacing, "before")
            if before is not None:
                spacing.set(_w("before"), str(max(0, before + twips(STANDARD.top) - twips(profile.top))))
    height = emu(profile.height - profile.top - profile.bottom - 2 * profile.inset)
    for anchor in roots[BODY].iter(f"{{{WP}}}anchor"):
        label = anchor.find(f"{{{WP}}}docPr")
        if label is not None and label.get("name") == IMPRINT_BOX:
            _place(anchor, emu(profile.top + profile.inset), height)
        elif label is not None and label.get("name") == GRADES_BOX:
            _place(anchor, emu(profile.top), None)


def _place(anchor: etree._Element, top: int, height: int | None) -> None:
    for offset in anchor.iterfind(f"{{{WP}}}positionV/{{{WP}}}posOffset"):
        offset.text = str(top)
    if height is not None:
        for extent in (*anchor.iterfind(f"{{{WP}}}extent"), *anchor.iter(f"{{{A}}}ext")):
            extent.set("cy", str(height))
