"""One document to be merged, taken apart: its parts, their types and what they link to."""

from __future__ import annotations

from functools import cached_property

from lxml import etree

from service.assembly.main_part import BODY
from service.assembly.mend import W
from service.assembly.merge.properties import properties_of
from service.assembly.package import content_types, parse_part, read_package
from service.assembly.relationships import links_of

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFFICE = R[1:-1]
# Settings for which a file has one switch and its documents may differ: even pages' own headers, mirrored margins.
SWITCHES = ("mirrorMargins", "evenAndOddHeaders")
_OFF = ("0", "false", "off")


class Source:
    """A document as merging needs it; what does not change from copy to copy is worked out once."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises TemplateError, naming the document, for what is no sound .docx or is hostile."""
        self.name = name
        self.parts = read_package(data, name)
        self.types = content_types(self.parts)
        self.links = links_of(self.parts, BODY)

    def part(self, kind: str) -> str:
        """The name of the part the body calls its styles, numbering, settings …; empty when it has none."""
        wanted = f"{OFFICE}/{kind}"
        names = (link.target for link in self.links.values() if link.kind == wanted and not link.outside)
        return next((name for name in names if name in self.parts), "")

    def content(self, kind: str) -> bytes:
        """The bytes of that part, empty when there is none."""
        return self.parts.get(self.part(kind), b"")

    def root(self, kind: str) -> etree._Element | None:
        """That part, parsed anew, or None."""
        name = self.part(kind)
        return self.parsed(name) if name else None

    def parsed(self, part: str) -> etree._Element:
        """A part, parsed anew with its blanks; TemplateError when it is nested too deeply."""
        return parse_part(self.parts[part], part, self.name, keep_blanks=True)

    @cached_property
    def switches(self) -> frozenset[str]:
        """Which of SWITCHES the document's settings turn on."""
        settings = self.root("settings")
        found = {} if settings is None else {name: settings.find(W + name) for name in SWITCHES}
        on = (name for name, one in found.items() if one is not None and one.get(f"{W}val", "1") not in _OFF)
        return frozenset(on)

    @cached_property
    def margins(self) -> tuple[str, ...]:
        """The names of its headers and footers."""
        kinds = (f"{OFFICE}/header", f"{OFFICE}/footer")
        names = (link.target for link in self.links.values() if link.kind in kinds and not link.outside)
        return tuple(dict.fromkeys(name for name in names if name in self.parts))

    @cached_property
    def properties(self) -> dict[str, str]:
        """What its properties say, by the names fields call them."""
        return properties_of(self.parts, self.name)
