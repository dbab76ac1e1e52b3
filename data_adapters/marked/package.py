"""An .xlsx taken apart without loss: parts, relations and content types; what is not touched leaves as it came."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from itertools import count
from typing import Final

from lxml import etree

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES_PART: Final = "[Content_Types].xml"
_FIXED_DATE: Final = (1980, 1, 1, 0, 0, 0)


class UnsafeError(Exception):
    """A package of a form that cannot be edited without the risk of spoiling it."""


def parse(data: bytes) -> etree._Element:
    """The root of an XML part; XMLSyntaxError if it is none. Nothing outside the part is ever fetched."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def serialise(root: etree._Element) -> bytes:
    """An XML part as Office writes it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def number(text: str | None, otherwise: int = 0) -> int:
    """A whole number as attributes hold them; ``otherwise`` where the text is none, or one no workbook has."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise


class Package:
    """A package being edited. Part names have no leading slash. UnsafeError where two parts bear one name."""

    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._entries = {entry.filename: entry for entry in self._zip.infolist() if not entry.is_dir()}
        if len({name.casefold() for name in self._zip.namelist()}) != len(self._zip.namelist()):
            raise UnsafeError
        self._changed: dict[str, bytes] = {}
        self._types = self.xml(_TYPES_PART)

    def names(self) -> list[str]:
        """Every part, old ones first and in their order."""
        return [*self._entries, *(name for name in self._changed if name not in self._entries)]

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._entries or name in self._changed

    def read(self, name: str) -> bytes:
        """The content of a part as it is now; UnsafeError if there is none."""
        if name in self._changed:
            return self._changed[name]
        if name not in self._entries:
            raise UnsafeError(name)
        try:
            return self._zip.read(self._entries[name])
        except zipfile.BadZipFile as error:
            raise UnsafeError(name) from error

    def xml(self, name: str) -> etree._Element:
        """The root element of a part."""
        return parse(self.read(name))

    def put(self, name: str, content: bytes, content_type: str = "") -> None:
        """Write a part; ``content_type`` is declared for it where given."""
        self._changed[name] = content
        if content_type:
            self._undeclare(name)
            etree.SubElement(self._types, self._tag("Override"), PartName=f"/{name}", ContentType=content_type)

    def drop(self, name: str) -> None:
        """Remove a part with its relations and declaration; nothing happens where there is none."""
        for gone in (name, _relations_part(name)):
            self._entries.pop(gone, None)
            self._changed.pop(gone, None)
        self._undeclare(name)

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say what parts of an extension are, if nothing is said yet."""
        known = (item.get("Extension") or "" for item in self._types.iter("{*}Default"))
        if extension not in (name.lower() for name in known):
            first = etree.Element(self._tag("Default"), Extension=extension, ContentType=content_type)
            self._types.insert(0, first)

    def drop_type(self, content_type: str) -> None:
        """Forget what is declared of a content type for whole extensions."""
        for item in list(self._types.iter("{*}Default")):
            if item.get("ContentType") == content_type:
                self._types.remove(item)

    def type_of(self, name: str) -> str:
        """The content type declared for a part itself; "" where none is."""
        found = (item.get("ContentType") for item in self._types.iter("{*}Override") if _is(item, name))
        return next(found, None) or ""

    def free(self, pattern: str) -> str:
        """The first name of a numbered series that is not taken: ``xl/comments{}.xml``."""
        taken = {name.casefold() for name in self.names()}
        return next(name for n in count(1) if (name := pattern.format(n)).casefold() not in taken)

    def save(self) -> bytes:
        """The package as bytes: same input, same edits, same bytes."""
        self._changed[_TYPES_PART] = serialise(self._types)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in self.names():
                old = self._entries.get(name)
                info = zipfile.ZipInfo(name, old.date_time if old else _FIXED_DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(info, self.read(name))
        return out.getvalue()

    def _undeclare(self, name: str) -> None:
        for item in list(self._types.iter("{*}Override")):
            if _is(item, name):
                self._types.remove(item)

    def _tag(self, local: str) -> str:
        return f"{{{etree.QName(self._types).namespace}}}{local}"


def _is(item: etree._Element, name: str) -> bool:
    return (item.get("PartName") or "").lstrip("/").casefold() == name.casefold()


def _relations_part(part: str) -> str:
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


class Relations:
    """What a part refers to. ``part`` "" is the package itself."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part, self._name = package, part, _relations_part(part)
        empty = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
        self._root = package.xml(self._name) if package.has(self._name) else parse(empty)

    def of_kind(self, kind: str) -> Iterator[tuple[str, str]]:
        """(id, part) of each inner relation whose type ends with ``kind``, such as ``comments``."""
        for item in self._root.iter("{*}Relationship"):
            if (item.get("Type") or "").endswith(f"/{kind}") and item.get("TargetMode") != "External":
                path = posixpath.join("/", posixpath.dirname(self._part), item.get("Target") or "")
                yield item.get("Id") or "", posixpath.normpath(path).lstrip("/")

    def part(self, kind: str) -> str:
        """The one part of a kind; "" where there is none."""
        return next((name for _, name in self.of_kind(kind)), "")

    def add(self, kind: str, part: str) -> str:
        """A new relation to a part; its id comes back."""
        taken = [re.sub(r"\D", "", item.get("Id") or "") for item in self._root.iter("{*}Relationship")]
        identity = f"rId{max(map(number, taken), default=0) + 1}"
        etree.SubElement(
            self._root, f"{{{_RELATIONS}}}Relationship", Id=identity, Type=f"{OFFICE}/{kind}", Target=f"/{part}"
        )
        self._save()
        return identity

    def remove(self, kind: str) -> list[str]:
        """Remove the relations of a kind; the parts they led to come back."""
        gone = dict(self.of_kind(kind))
        for item in list(self._root.iter("{*}Relationship")):
            if item.get("Id") in gone:
                self._root.remove(item)
        if gone:
            self._save()
        return list(gone.values())

    def _save(self) -> None:
        self._package.put(self._name, serialise(self._root))
