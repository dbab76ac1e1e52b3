"""The package being joined: its parts under names of their own, equal parts kept once."""

from __future__ import annotations

from collections.abc import Mapping

from service.assembly.main_part import BODY, CONTENT_TYPES
from service.assembly.merge.source import Source
from service.assembly.relationships import DECLARATION, PACKAGE, Link, links_name, links_of, links_xml, quoted
from service.assembly.writer import write_package
from service.errors import TemplateError

_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_NONE: Mapping[str, bytes] = {}


class Target:
    """Parts, content types and relationships of the result."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._ids: dict[str, dict[Link, str]] = {}
        self._names: dict[tuple[object, ...], str] = {}
        self._taken: set[str] = set()
        self._adopting: list[str] = []

    def put(self, name: str, content: bytes, kind: str) -> None:
        """Set the part of that very name."""
        self.parts[name] = content
        self._types[name] = kind
        self._taken.add(name.lower())

    def reserve(self, name: str) -> None:
        """Keep a name for a part that is put later."""
        self._taken.add(name.lower())

    def add(self, name: str, content: bytes, kind: str, links: Mapping[str, Link]) -> str:
        """The name under which a part now stands: that of an equal one, or one like name."""
        key = (content, kind, tuple(sorted((key, *link) for key, link in links.items())))
        if key not in self._names:
            free = self._free(name)
            self._names[key] = free
            self.put(free, content, kind)
            self._ids[free] = {}
            if links:
                self.parts[links_name(free)] = links_xml(free, links)
        return self._names[key]

    def _free(self, name: str) -> str:
        stem, dot, ending = name.rpartition(".")
        stem, number, free = stem.rstrip("0123456789"), 0, name
        while free.lower() in self._taken:
            number += 1
            free = f"{stem}{number}{dot}{ending}"
        return free

    def link(self, part: str, link: Link) -> str:
        """The id by which a part leads there; equal links share one."""
        ids = self._ids.setdefault(part, {})
        return ids.setdefault(link, f"rId{len(ids) + 1}")

    def adopt(self, source: Source, link: Link, changed: Mapping[str, bytes] = _NONE) -> Link:
        """The link with what it leads to brought over, as in ``changed`` if it is there, and all that hangs on it."""
        if link.outside or link.target not in source.parts:
            return link
        name = link.target
        if name in self._adopting:
            raise TemplateError(f"“{source.name}”不能合并：其中的部件 {name} 引用了它自己，请用 Word 或 WPS 重新另存")
        self._adopting.append(name)
        links = {key: self.adopt(source, below) for key, below in links_of(source.parts, name).items()}
        self._adopting.pop()
        kind = source.types.get(name, "application/octet-stream")
        return Link(link.kind, self.add(name, changed.get(name, source.parts[name]), kind, links))

    def written(self) -> bytes:
        """The package as a file."""
        for part, ids in self._ids.items():
            if ids:
                self.parts[links_name(part)] = links_xml(part, {key: link for link, key in ids.items()})
        names = sorted(self.parts, key=lambda name: (name != BODY, name))
        return write_package({CONTENT_TYPES: self._types_xml(), **{name: self.parts[name] for name in names}})

    def _types_xml(self) -> bytes:
        entries = "".join(
            f"<Override PartName={quoted('/' + name)} ContentType={quoted(kind)}/>"
            for name, kind in sorted(self._types.items())
        )
        return (
            f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="{_RELATIONSHIPS}"/><Default Extension="xml" ContentType="application/xml"/>{entries}</Types>'
        ).encode()
