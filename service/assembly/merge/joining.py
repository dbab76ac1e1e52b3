"""Joining documents one by one; the trees of a document are gone before the next is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from service.assembly.main_part import BODY
from service.assembly.mend import W
from service.assembly.merge import sections as sec
from service.assembly.merge.identities import Identities
from service.assembly.merge.notes import KINDS, Notes
from service.assembly.merge.numbering import Definitions, Lists, Numbering
from service.assembly.merge.own_fields import keep_apart
from service.assembly.merge.properties import settle
from service.assembly.merge.shared import SHARED, FontTable, core_parts, settings_with
from service.assembly.merge.source import OFFICE, Source
from service.assembly.merge.story import Story
from service.assembly.merge.styles import Restyling, Styles
from service.assembly.merge.target import Target
from service.assembly.relationships import Link, links_of
from service.errors import OutputError, TemplateError

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_VML = "urn:schemas-microsoft-com:office:office"  # its shapes name theirs by an attribute of their own
# Everything that names a relationship; found in C, as it is looked for in every element of every document.
_USES: Any = etree.XPath(f".//@*[namespace-uri()='{OFFICE}' or (namespace-uri()='{_VML}' and local-name()='relid')]")
_OWN = f"{W}body"


class Joining:
    """The result so far; merge says what comes of it."""

    def __init__(self, *, odd_pages: bool = False) -> None:
        self._odd_pages = odd_pages
        self._target = Target()
        self._first: Source | None = None
        self._waiting: tuple[etree._Element, etree._Element] | None = None
        self._story = Story(f"{W}document", _OWN)
        self._identities = Identities()
        self._notes = [Notes(kind) for kind in KINDS]
        self._looks: dict[tuple[bytes, ...], tuple[Restyling, Definitions]] = {}
        self._switches: frozenset[str] = frozenset()
        self._margins = sec.Margins(self._empty)
        for name in (BODY, *SHARED.values(), *(notes.part for notes in self._notes)):
            self._target.reserve(name)

    def add(self, source: Source) -> None:
        """Put a document after those added before; TemplateError when it is damaged inside."""
        restyling, lists = self._looks_of(source)
        root = source.parsed(BODY)
        body = root.find(_OWN)
        if body is None:
            raise TemplateError(f"“{source.name}”不能合并：缺少正文（body），请用 Word 或 WPS 重新另存")
        sections = sec.all_sections(body)
        found = [(notes, notes.adopt(source, body)) for notes in self._notes]
        own_notes = [(notes, kept) for notes, kept in found if kept is not None]
        stories = [body, *(kept for _, kept in own_notes)]
        margins = {name: source.parsed(name) for name in source.margins}
        before = {name: etree.tostring(margin) for name, margin in margins.items()}
        self._identities.renew(stories, list(margins.values()))
        keep_apart(body, [*stories[1:], *margins.values()], self._identities, first=self._waiting is None)
        fixing = _Fixing(restyling, lists, self._pages_code(source, body), source.properties)
        for story in (*stories, *margins.values()):
            fixing.fix(story)
        changed = {name: _part(root) for name, root in margins.items() if etree.tostring(root) != before[name]}
        self._relink(body, source, BODY, BODY, changed)
        for notes, kept in own_notes:
            self._relink(kept, source, source.part(notes.part[5:-4]), notes.part, {})
            notes.keep(kept)
        sec.begin(sections[0], odd_page=self._odd_pages)
        self._margins.settle(sections, odd_and_even="evenAndOddHeaders" in source.switches)
        if own_notes:
            sec.restart_notes(sections)
        self._switches |= source.switches
        self._place(body, root)

    def _looks_of(self, source: Source) -> tuple[Restyling, Lists]:
        if self._first is None:
            self._first = source
            self._styles, self._numbering, self._fonts = Styles(source), Numbering(source), FontTable(source)
            return Restyling(), _AsTheyAre(self._numbering, Definitions(source))
        key = tuple(source.content(kind) for kind in ("styles", "numbering", "theme"))
        if key not in self._looks:
            definitions = Definitions(source)
            self._looks[key] = self._styles.adopt(source, definitions), definitions
            self._fonts.adopt(source)
        restyling, definitions = self._looks[key]
        return restyling, Lists(self._numbering, definitions)

    def _pages_code(self, source: Source, body: etree._Element) -> str:
        """The field that counts the document's own pages; empty when it counts none.

        The page of a mark at its end is a count every program can tell; SECTIONPAGES, LibreOffice cannot.
        """
        if not any(b"NUMPAGES" in content for content in source.parts.values()):
            return ""
        last = next(body.iterchildren(f"{W}p", reversed=True), None)
        if last is None:
            return "SECTIONPAGES"
        name, number = self._identities.name("_HuicaiEnd"), self._identities.number()
        last.append(etree.Element(f"{W}bookmarkStart", {f"{W}id": number, f"{W}name": name}))
        last.append(etree.Element(f"{W}bookmarkEnd", {f"{W}id": number}))
        return f"PAGEREF {name}"

    def _relink(self, root: etree._Element, source: Source, part: str, into: str, changed: Mapping[str, bytes]) -> None:
        """Lead everything in root that names a relationship to the same thing in the result, or to what has been made
        of it; in place."""
        links = links_of(source.parts, part)
        ids: dict[str, str] = {}
        for value in _USES(root):
            old, element = str(value), value.getparent()
            if old in links:
                if old not in ids:
                    link = self._target.adopt(source, links[old], changed)
                    ids[old] = self._target.link(into, link)
                element.set(value.attrname, ids[old])

    def _empty(self, kind: str) -> str:
        name = self._target.add(f"word/{kind}_empty.xml", sec.empty_part(kind), f"{_WORD}{kind}+xml", {})
        return self._target.link(BODY, Link(f"{OFFICE}/{kind}", name))

    def _place(self, body: etree._Element, root: etree._Element) -> None:
        """Keep the body, after closing the one before as a section of its own."""
        if self._waiting is not None:
            sec.close(self._waiting[0])
            self._story.add(*self._waiting)
        self._waiting = (body, root)

    def written(self) -> bytes:
        """The joined document; OutputError when no document was added."""
        if self._first is None or self._waiting is None:
            raise OutputError("没有可以合并打印的材料，请先生成材料，或把份数改为 1 以上")
        self._story.add(*self._waiting)
        target, first = self._target, self._first
        core_parts(target, first)
        target.put(BODY, self._story.content(), f"{_WORD}document.main+xml")
        for notes in self._notes:
            notes.finish(target, BODY)
        made = {
            "styles": self._styles.content(),
            "numbering": self._numbering.content(),
            "fontTable": self._fonts.content(),
            "settings": settings_with(first, self._switches),
            "theme": first.content("theme"),
        }
        for kind, content in made.items():
            if content:
                kind_of_content = first.types.get(first.part(kind)) or f"{_WORD}{kind}+xml"
                target.put(SHARED[kind], content, kind_of_content)
                target.link(BODY, Link(f"{OFFICE}/{kind}", SHARED[kind]))
        return target.written()


class _AsTheyAre(Lists):
    """The lists of the first document, which are the result's."""

    def renumber(self, root: etree._Element) -> None:
        """Nothing has to change."""


class _Fixing:
    """What is done to every text of one document: its body, notes, headers and footers."""

    def __init__(self, restyling: Restyling, lists: Lists, pages: str, own: Mapping[str, str]) -> None:
        self._own = own
        self._restyling = restyling
        self._lists = lists
        self._pages = pages

    def fix(self, root: etree._Element) -> None:
        """Numbering, styles, properties and page counts put right; in place."""
        settle(root, self._own)
        self._restyling.list_directly(root)
        self._restyling.restyle(root)
        self._lists.renumber(root)
        if self._pages:
            sec.count_pages(root, self._pages)


def _part(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
