"""Styles of many documents in one: the same style is kept once, one that only has the same name gets another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from service.assembly.mend import W
from service.assembly.merge import order
from service.assembly.merge.defaults import settle
from service.assembly.merge.numbering import Definitions
from service.assembly.merge.source import Source
from service.assembly.merge.tables import CellSpacing, spacing_of
from service.assembly.merge.themes import Fonts, theme_fonts

_REFERENCES = tuple(W + name for name in ("basedOn", "next", "link"))
_USES = {f"{W}pStyle": "paragraph", f"{W}rStyle": "character", f"{W}tblStyle": "table"}
_VAL, _ID = f"{W}val", f"{W}styleId"


@dataclass(frozen=True, slots=True)
class ListStyle:
    """How a paragraph style numbers: instance, level, and the indents that hold against those of the list."""

    num: str
    level: str
    indents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Restyling:
    """What has to be done to a document's paragraphs so that they look in the result as they did."""

    renamed: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    defaults: Mapping[str, str] = field(default_factory=dict)  # "paragraph", "table" -> the default's new id
    lists: Mapping[str, ListStyle] = field(default_factory=dict)
    usual: str = ""  # the default paragraph style's own id
    fonts: Fonts | None = None  # when the theme is another one: what its fonts are
    cells: CellSpacing | None = None  # when the document's defaults had to move into its styles

    def list_directly(self, root: etree._Element) -> None:
        """Give paragraphs numbered by their style the numbering themselves; in place, before anything is renamed."""
        if not self.lists:
            return
        for paragraph in root.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            found = self.lists.get(self.usual if style is None else style.get(_VAL, ""))
            if found is not None and paragraph.find(f"{W}pPr/{W}numPr") is None:
                number(paragraph, found)

    def restyle(self, root: etree._Element) -> None:
        """Follow the renamings, and name the default styles where they are not the result's; in place."""
        if self.fonts is not None:
            self.fonts.resolve(root)
        if self.cells is not None:
            self.cells.give(root)
        if not self.renamed:
            return
        for use in list(root.iter(*_USES)):
            old = use.get(_VAL, "")
            if old in self.known:
                use.set(_VAL, self.renamed.get(old, old))
            else:  # no style of its own document, so none of another's either
                use.getparent().remove(use)  # type: ignore[union-attr]
        if "paragraph" in self.defaults:
            for paragraph in root.iter(f"{W}p"):
                style = order.needed(order.properties(paragraph), f"{W}pStyle", order.PARAGRAPH)
                order.fill(style, {_VAL: self.defaults["paragraph"]})
        if "table" in self.defaults:
            for table in root.iter(f"{W}tblPr"):
                order.fill(order.needed(table, f"{W}tblStyle", order.TABLE), {_VAL: self.defaults["table"]})


def number(paragraph: etree._Element, style: ListStyle) -> None:
    """Give a paragraph numbered by its style that numbering itself, its indents unchanged; in place."""
    properties = order.properties(paragraph)
    numbered = order.insert(properties, etree.Element(f"{W}numPr"), order.PARAGRAPH)
    etree.SubElement(numbered, f"{W}ilvl", {_VAL: style.level})
    etree.SubElement(numbered, f"{W}numId", {_VAL: style.num})
    if style.indents:  # a list given directly overrides the style's indents, a list given by the style did not
        order.fill(order.needed(properties, f"{W}ind", order.PARAGRAPH), style.indents)


class Sheet:
    """The styles of one document."""

    def __init__(self, source: Source, definitions: Definitions) -> None:
        found = source.root("styles")
        self.root = etree.Element(f"{W}styles", nsmap={"w": W[1:-1]}) if found is None else found
        self.by_id = {style.get(_ID, ""): style for style in self.root.iterchildren(f"{W}style")}
        self._definitions = definitions
        for key, style in self.by_id.items():
            if style.get(f"{W}type") == "numbering" and (num := _num_of(style)):
                definitions.of_styles[key] = num

    def usual(self, kind: str) -> str:
        """The id of the default style of that kind, empty when none is named."""
        styles = (s for s in self.by_id.values() if s.get(f"{W}type") == kind and s.get(f"{W}default") in ("1", "true"))
        return next((style.get(_ID, "") for style in styles), "")

    def meaning(self, key: str) -> bytes:
        """A style in a form that is the same for the same style, its list's looks included."""
        copy = deepcopy(self.by_id[key])
        lists = [(number, number.get(_VAL, "")) for number in copy.iter(f"{W}numId")]
        for number, _ in lists:
            number.set(_VAL, "")
        for rsid in copy.findall(f"{W}rsid"):
            copy.remove(rsid)
        copy.tail = None
        looks = b"".join(self._definitions.meaning(old) for _, old in lists)
        return etree.tostring(copy, method="c14n", exclusive=True) + looks

    def chain(self, key: str) -> Iterator[etree._Element]:
        """A style and those it is based on, nearest first."""
        seen: set[str] = set()
        while key in self.by_id and key not in seen:
            seen.add(key)
            yield self.by_id[key]
            base = self.by_id[key].find(f"{W}basedOn")
            key = "" if base is None else base.get(_VAL, "")

    def cell_spacing(self) -> CellSpacing:
        """What the styles say of spacing in cells."""
        by_kind = {
            kind: spacing_of([k for k, s in self.by_id.items() if s.get(f"{W}type") == kind], self.chain)
            for kind in ("table", "paragraph")
        }
        return CellSpacing(by_kind["table"], by_kind["paragraph"], self.usual("table"), self.usual("paragraph"))

    def lists(self) -> dict[str, ListStyle]:
        """The paragraph styles that number, by id."""
        found = ((key, self._list(key)) for key, s in self.by_id.items() if s.get(f"{W}type") == "paragraph")
        return {key: style for key, style in found if style is not None}

    def _list(self, key: str) -> ListStyle | None:
        indents: dict[str, str] = {}
        for style in self.chain(key):
            indent = style.find(f"{W}pPr/{W}ind")
            if indent is not None:
                indents = {**{str(key): str(value) for key, value in indent.attrib.items()}, **indents}
            if num := _num_of(style):
                if num == "0":
                    return None
                return ListStyle(num, self._level(style, num), indents)
        return None

    def _level(self, style: etree._Element, num: str) -> str:
        level = style.find(f"{W}pPr/{W}numPr/{W}ilvl")
        if level is not None:
            return level.get(_VAL, "0")
        abstract = self._definitions.abstract(num)
        for candidate in () if abstract is None else abstract.iterchildren(f"{W}lvl"):
            tied = candidate.find(f"{W}pStyle")
            if tied is not None and tied.get(_VAL) == style.get(_ID):
                return candidate.get(f"{W}ilvl", "0")
        return "0"


def _num_of(style: etree._Element) -> str:
    number = style.find(f"{W}pPr/{W}numPr/{W}numId")
    return "" if number is None else number.get(_VAL, "")


class Styles:
    """The styles of the result: those of the first document, and what the others add."""

    def __init__(self, first: Source) -> None:
        self._first = first
        self._sheet = Sheet(first, Definitions(first))
        self._meanings = {key: self._sheet.meaning(key) for key in self._sheet.by_id}
        names = (style.find(f"{W}name") for style in self._sheet.by_id.values())
        self._names = {name.get(_VAL, "").lower() for name in names if name is not None}
        self._fonts = theme_fonts(first.content("theme"))
        self._defaults = deepcopy(self._sheet.root)
        self._fonts.resolve(self._defaults)

    def adopt(self, source: Source, definitions: Definitions) -> Restyling:
        """What a document needs here; its own styles are added on the way."""
        sheet = Sheet(source, definitions)
        fonts = theme_fonts(source.content("theme"))
        other = None if source.content("theme") == self._first.content("theme") else fonts
        cells = None
        if source.content("styles") == self._first.content("styles") and other is None:
            same = set(sheet.by_id) if self._same_lists(sheet) else self._same(sheet)
        else:
            compared = deepcopy(sheet.root)
            fonts.resolve(compared)
            spacing = sheet.cell_spacing()
            if settle(sheet.root, compared, self._defaults):
                cells = spacing
                sheet.by_id = {s.get(_ID, ""): s for s in sheet.root.iterchildren(f"{W}style")}
                other = fonts
            if other is not None:
                fonts.resolve(sheet.root)
            same = self._same(sheet)
        renamed = {key: self._free(key) for key in sheet.by_id if key not in same}
        for key in renamed:
            self._bring(sheet.by_id[key], renamed)
        usual = {kind: sheet.usual(kind) for kind in ("paragraph", "table")}
        defaults = {kind: renamed[key] for kind, key in usual.items() if key in renamed}
        return Restyling(renamed, frozenset(sheet.by_id), defaults, sheet.lists(), usual["paragraph"], other, cells)

    def _same_lists(self, sheet: Sheet) -> bool:
        return not any(_num_of(style) for style in sheet.by_id.values())

    def _same(self, sheet: Sheet) -> set[str]:
        """The styles of sheet that mean what the result's style of that id means, with all they refer to."""
        same = {key for key in sheet.by_id if self._meanings.get(key) == sheet.meaning(key)}
        while lost := {key for key in same if any(ref not in same for ref in _references(sheet.by_id[key], sheet))}:
            same -= lost
        return same

    def _free(self, key: str) -> str:
        number = 2
        while f"{key}_{number}" in self._sheet.by_id:
            number += 1
        free = f"{key}_{number}"
        self._sheet.by_id[free] = etree.Element(f"{W}style")  # taken; _bring puts the style there
        return free

    def _bring(self, style: etree._Element, renamed: Mapping[str, str]) -> None:
        copy, key = deepcopy(style), style.get(_ID, "")
        copy.set(_ID, renamed[key])
        copy.attrib.pop(f"{W}default", "")
        copy.set(f"{W}customStyle", "1")
        for reference in copy.iterchildren(*_REFERENCES):
            reference.set(_VAL, renamed.get(reference.get(_VAL, ""), reference.get(_VAL, "")))
        for gone in [*copy.findall(f"{W}aliases"), *copy.findall(f"{W}pPr/{W}numPr")]:
            gone.getparent().remove(gone)  # type: ignore[union-attr] # paragraphs carry the numbering themselves now
        name = copy.find(f"{W}name")
        if name is None:
            name = order.insert(copy, etree.Element(f"{W}name", {_VAL: key}), order.STYLE)
        name.set(_VAL, self._free_name(name.get(_VAL, key)))
        self._sheet.root.append(copy)
        self._sheet.by_id[renamed[key]] = copy

    def _free_name(self, name: str) -> str:
        number, free = 1, name
        while free.lower() in self._names:
            number += 1
            free = f"{name} ({number})"
        self._names.add(free.lower())
        return free

    def content(self) -> bytes:
        """The styles part."""
        return etree.tostring(self._sheet.root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _references(style: etree._Element, sheet: Sheet) -> Iterator[str]:
    found = (reference.get(_VAL, "") for reference in style.iterchildren(*_REFERENCES))
    return (key for key in found if key in sheet.by_id)
