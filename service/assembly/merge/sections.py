"""Sections of joined documents: each document begins a page, counts its own, and shows nothing of the one before."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from service.assembly.mend import W
from service.assembly.merge import order
from service.assembly.merge.source import R

KINDS = ("header", "footer")
_PAGES = ("default", "first", "even")
_ID, _TYPE = f"{R}id", f"{W}type"
_ALL_PAGES = re.compile(r"\bNUMPAGES\b")
_TINY = (
    '<w:{tag} xmlns:w="{w}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p></w:{tag}>'
)
_TAGS = {"header": "hdr", "footer": "ftr"}


def empty_part(kind: str) -> bytes:
    """A header or footer that shows nothing and takes (nearly) no room."""
    return _TINY.format(tag=_TAGS[kind], w=W[1:-1]).encode()


def all_sections(body: etree._Element) -> list[etree._Element]:
    """The w:sectPr of a body in order, the last one made when it lacks it (Word then takes its own page)."""
    found = [section for section in body.iter(f"{W}sectPr") if section.getparent().tag in (f"{W}pPr", f"{W}body")]  # type: ignore[union-attr]
    if body.find(f"{W}sectPr") is None:
        found.append(etree.SubElement(body, f"{W}sectPr"))
    return found


def begin(section: etree._Element, *, odd_page: bool) -> None:
    """Let a document's first section begin a page (a sheet) and count from 1, unless it says where to count from."""
    kind = order.needed(section, f"{W}type", order.SECTION)
    kind.set(f"{W}val", "oddPage" if odd_page else "nextPage")
    order.fill(order.needed(section, f"{W}pgNumType", order.SECTION), {f"{W}start": "1"})


def restart_notes(sections: list[etree._Element]) -> None:
    """Let footnotes and endnotes count anew with the document, and through its sections."""
    for tag in ("footnotePr", "endnotePr"):
        for index, section in enumerate(sections):
            notes = order.needed(section, W + tag, order.SECTION)
            restart = notes.find(f"{W}numRestart")
            if restart is None:
                restart = etree.SubElement(notes, f"{W}numRestart", {f"{W}val": "continuous"})
            if index == 0 and restart.get(f"{W}val") == "continuous":
                restart.set(f"{W}val", "eachSect")


class Margins:
    """Headers and footers through the result: a section without one shows that of the section before."""

    def __init__(self, empty: Callable[[str], str]) -> None:
        """empty gives the relationship id of a header or footer that shows nothing."""
        self._empty = empty
        self._shown: set[tuple[str, str]] = set()  # what the next section would take over

    def settle(self, sections: list[etree._Element], *, odd_and_even: bool) -> None:
        """Keep a document's first section from taking any over, by an empty one where there is none of its own;
        without odd_and_even let even pages show what all pages show. An empty one is never put where none is needed:
        programs give it room."""
        for kind in KINDS:
            for index, section in enumerate(sections):
                given = {e.get(_TYPE, "default"): e for e in section.findall(f"{W}{kind}Reference")}
                if not odd_and_even:
                    _same_on_even_pages(section, given)
                for pages in _PAGES if index == 0 else ():
                    if pages not in given and (kind, pages) in self._shown:
                        self._hide(section, kind, pages)
                self._shown |= {(kind, pages) for pages in given}

    def _hide(self, section: etree._Element, kind: str, pages: str) -> None:
        reference = etree.Element(f"{W}{kind}Reference", {_TYPE: pages, _ID: self._empty(kind)})
        order.insert(section, reference, order.SECTION)
        self._shown.discard((kind, pages))


def _same_on_even_pages(section: etree._Element, given: dict[str, etree._Element]) -> None:
    if (unused := given.pop("even", None)) is not None:
        section.remove(unused)
    if (usual := given.get("default")) is not None:
        given["even"] = deepcopy(usual)
        given["even"].set(_TYPE, "even")
        usual.addnext(given["even"])


def close(body: etree._Element) -> None:
    """Move the body's own w:sectPr into its last paragraph, since another document follows; in place."""
    section = body.find(f"{W}sectPr")
    assert section is not None
    body.remove(section)
    blocks = [child for child in body if child.tag in {W + name for name in ("p", "tbl", "sdt", "customXml")}]
    last = blocks[-1] if blocks else None
    if last is None or last.tag != f"{W}p" or last.find(f"{W}pPr/{W}sectPr") is not None:
        last = etree.fromstring(empty_part("header"))[0]  # no line that could fall on a page of its own
        body.append(last)
    order.insert(order.properties(last), section, order.PARAGRAPH)


def count_pages(root: etree._Element, code: str) -> None:
    """Let fields that count all pages (NUMPAGES) count those of their document, by the field of that code, and have
    Word work them out anew when it opens the file; in place."""
    begins: list[etree._Element] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        if element.get(f"{W}fldCharType") == "begin":
            begins.append(element)
        elif element.get(f"{W}fldCharType") == "end":
            begins[-1:] = []
        elif element.tag == f"{W}instrText" and _ALL_PAGES.search(element.text or ""):
            element.text = _ALL_PAGES.sub(code, element.text or "")
            for begin in begins[-1:]:
                begin.set(f"{W}dirty", "true")
        elif element.tag == f"{W}fldSimple" and _ALL_PAGES.search(element.get(f"{W}instr", "")):
            element.set(f"{W}instr", _ALL_PAGES.sub(code, element.get(f"{W}instr", "")))
            element.set(f"{W}dirty", "true")
