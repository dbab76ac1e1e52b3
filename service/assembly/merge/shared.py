"""Parts of which the result has one: fonts, settings, properties."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy

from lxml import etree

from service.assembly.main_part import BODY
from service.assembly.mend import W
from service.assembly.merge import order
from service.assembly.merge.source import OFFICE, SWITCHES, Source
from service.assembly.merge.target import Target
from service.assembly.relationships import Link, links_of

SHARED = {
    "styles": "word/styles.xml",
    "numbering": "word/numbering.xml",
    "fontTable": "word/fontTable.xml",
    "settings": "word/settings.xml",
    "theme": "word/theme/theme1.xml",
}
_EMBEDDED = tuple(W + name for name in ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic"))


class FontTable:
    """The fonts of all documents by name; fonts embedded in a file are named only, as most printing needs no more."""

    def __init__(self, first: Source) -> None:
        found = first.root("fontTable")
        self._root = etree.Element(f"{W}fonts", nsmap={"w": W[1:-1]}) if found is None else found
        self._names = {font.get(f"{W}name") for font in self._root}
        _unembed(self._root)

    def adopt(self, source: Source) -> None:
        """Add the fonts not yet named."""
        found = source.root("fontTable")
        for font in () if found is None else list(found):
            if font.get(f"{W}name") not in self._names:
                self._names.add(font.get(f"{W}name"))
                self._root.append(deepcopy(font))
        _unembed(self._root)

    def content(self) -> bytes:
        """The part, empty when no document has one."""
        return (
            etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True) if self._names else b""
        )


def _unembed(root: etree._Element) -> None:
    for embedded in list(root.iter(*_EMBEDDED)):
        embedded.getparent().remove(embedded)  # type: ignore[union-attr] # it is inside a font


def settings_with(first: Source, switches: Collection[str]) -> bytes:
    """The first document's settings with those of SWITCHES on; what only speaks of it as a file is left out (attached
    relationships)."""
    found = first.root("settings")
    root = etree.Element(f"{W}settings", nsmap={"w": W[1:-1]}) if found is None else found
    linked = [e for e in root.iter(etree.Element) if any(str(key).startswith(f"{{{OFFICE}}}") for key in e.attrib)]
    for gone in [*linked, *(e for name in SWITCHES for e in root.findall(W + name))]:
        gone.getparent().remove(gone)  # type: ignore[union-attr] # the root is neither
    for name in SWITCHES:
        if name in switches:
            order.insert(root, etree.Element(W + name), order.SETTINGS)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def core_parts(target: Target, first: Source) -> None:
    """The package's own relationships: the body, and the first document's properties."""
    for link in links_of(first.parts, "").values():
        if link.target == BODY:
            target.link("", link)
        elif link.target in first.parts and link.kind.endswith(("/core-properties", "/extended-properties")):
            target.link("", target.adopt(first, link))
    target.link("", Link(f"{OFFICE}/officeDocument", BODY))
