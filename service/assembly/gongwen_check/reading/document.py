"""The whole document: its parts read, safely, and what the check asks of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from service.assembly.gongwen_check.reading.looks import whole
from service.assembly.gongwen_check.reading.model import Paragraph, Section, Table
from service.assembly.gongwen_check.reading.styles import read_lists, read_styles, theme_fonts
from service.assembly.gongwen_check.reading.walk import Walk, tables
from service.assembly.main_part import BODY
from service.assembly.mend import W
from service.assembly.package import parse_part, read_package
from service.assembly.relationships import links_of

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LOOKED_AT = ("styles", "numbering", "settings", "theme", "footer", "header")


@dataclass(frozen=True, slots=True)
class Footer:
    """A footer part: for which pages (default, even, first) of which section, and its paragraphs."""

    part: str
    pages: str
    section: int
    root: etree._Element
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document read: all parts' bytes, the parsed ones' roots, and the body's paragraphs, tables and sections;
    ``headers`` are the paragraphs of all headers.

    A repair changes the roots, and may add to the parts; nothing else does.
    """

    name: str
    parts: dict[str, bytes]
    roots: Mapping[str, etree._Element]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    sections: tuple[Section, ...]
    footers: tuple[Footer, ...]
    headers: tuple[Paragraph, ...]

    @property
    def settings(self) -> etree._Element | None:
        """The root of the settings part, if there is one."""
        return next((root for root in self.roots.values() if root.tag == W + "settings"), None)

    def setting(self, name: str) -> bool:
        """Whether a switch of the settings is on."""
        found = self.settings.find(W + name) if self.settings is not None else None
        return found is not None and found.get(W + "val", "1").lower() not in ("0", "false", "off")


def read_document(data: bytes, name: str) -> Document:
    """Any .docx; TemplateError, one sentence naming the file, for anything else or anything hostile."""
    parts = read_package(data, name)
    links = links_of(parts, BODY)
    roots = {BODY: parse_part(parts[BODY], BODY, name, keep_blanks=True)}
    kinds: dict[str, etree._Element] = {}
    for link in links.values():
        kind = link.kind.rpartition("/")[2]
        if kind in _LOOKED_AT and not link.outside and link.target in parts:
            roots[link.target] = parse_part(parts[link.target], link.target, name, keep_blanks=True)
            kinds.setdefault(kind, roots[link.target])
    styles, lists = read_styles(kinds.get("styles")), read_lists(kinds.get("numbering"))
    walk = Walk(styles, lists, theme_fonts(kinds.get("theme")))
    sections = tuple(_section(element) for element in _sections(roots[BODY]))
    return Document(
        name=name,
        parts=parts,
        roots=roots,
        paragraphs=tuple(walk.paragraphs(roots[BODY])),
        tables=tuple(tables(roots[BODY])),
        sections=sections,
        footers=tuple(_footers(sections, {key: link.target for key, link in links.items()}, roots, walk)),
        headers=tuple(each for root in roots.values() if root.tag == W + "hdr" for each in walk.paragraphs(root)),
    )


def _sections(body: etree._Element) -> list[etree._Element]:
    return [each for each in body.iter(W + "sectPr") if next(each.iterancestors(W + "sectPrChange"), None) is None]


def _section(element: etree._Element) -> Section:
    def measure(name: str, attribute: str) -> int:
        found = element.find(W + name)
        return whole(found.get(W + attribute, "")) if found is not None else 0

    grid, title = element.find(W + "docGrid"), element.find(W + "titlePg")
    return Section(
        width=measure("pgSz", "w"),
        height=measure("pgSz", "h"),
        top=measure("pgMar", "top"),
        bottom=measure("pgMar", "bottom"),
        left=measure("pgMar", "left") + measure("pgMar", "gutter"),
        right=measure("pgMar", "right"),
        grid=grid.get(W + "type", "") if grid is not None else "",
        pitch=measure("docGrid", "linePitch"),
        char_space=measure("docGrid", "charSpace"),
        first_differs=title is not None and title.get(W + "val", "1").lower() not in ("0", "false", "off"),
        footers={
            each.get(W + "type", "default"): each.get(_R + "id", "")
            for each in element.iterchildren(W + "footerReference")
        },
        element=element,
    )


def _footers(
    sections: tuple[Section, ...], targets: Mapping[str, str], roots: Mapping[str, etree._Element], walk: Walk
) -> Iterator[Footer]:
    for number, section in enumerate(sections):
        for pages, identity in section.footers.items():
            part = targets.get(identity, "")
            if part in roots:
                yield Footer(part, pages, number, roots[part], tuple(walk.paragraphs(roots[part])))
