"""Putting charts and pictures into a filled package: new parts, and the links and content types that name them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context

from service.assembly.main_part import CONTENT_TYPES
from service.assembly.objects.chart_data import ChartData, chart_data
from service.assembly.objects.charts import WORKBOOK_ID, chart_part, workbook
from service.assembly.objects.patterns import Pattern, Patterns
from service.assembly.objects.pictures import Picture, fitted, picture
from service.assembly.relationships import Link, links_name, links_xml, quoted
from service.assembly.values import UnprintableError, budget_of
from service.errors import FillError

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COST_OF_A_POINT = 200


@dataclass(frozen=True, slots=True)
class Placed:
    """A chart or picture met while filling: its pattern's number, the id it is linked by, and what it shows."""

    pattern: int
    identity: str
    made: ChartData | Picture


@pass_context
def placed(context: Context, value: Any, kind: str, pattern: int) -> str:
    """The end of the link id for value in a pattern's place; UnprintableError when it is no such thing."""
    if isinstance(value, Undefined):
        str(value)  # raises the error that names what is missing
    budget = budget_of(context)
    made = chart_data(value) if kind == "chart" else picture(value)
    cost = len(made.categories) * len(made.series) * _COST_OF_A_POINT if isinstance(made, ChartData) else 0
    budget.charge(cost + _COST_OF_A_POINT)
    number = str(len(budget.placed) + 1)
    budget.placed.append(Placed(pattern, f"huicai-{kind}-{pattern}-{number}", made))
    return number


class _Package:
    """The parts of one filled package while objects are put in."""

    def __init__(self, patterns: Patterns, parts: Mapping[str, bytes]) -> None:
        self.parts = dict(parts)
        self._taken = patterns.taken | {name.lower() for name in parts}
        self._types: list[str] = []
        self._links: dict[str, list[str]] = {}
        self._pictures: dict[bytes, str] = {}

    def new(self, stem: str, ending: str, kind: str, content: bytes) -> str:
        """The name of a new part."""
        number = 1
        while f"{stem}{number}{ending}".lower() in self._taken:
            number += 1
        name = f"{stem}{number}{ending}"
        self._taken |= {name.lower()}
        self.parts[name] = content
        self._types.append(f"<Override PartName={quoted('/' + name)} ContentType={quoted(kind)}/>")
        return name

    def link(self, file: str, identity: str, kind: str, target: str) -> None:
        """Let a filled part lead to a new part by that id."""
        address = posixpath.relpath("/" + target, "/" + posixpath.dirname(file))
        entry = f'<Relationship Id="{identity}" Type="{_OFFICE}{kind}" Target={quoted(address)}/>'
        self._links.setdefault(file, []).append(entry)

    def chart(self, pattern: Pattern, item: Placed, data: ChartData) -> None:
        """A chart with its own workbook, and copies of what else its pattern had."""
        name = self.new("word/charts/chart", ".xml", _CHART, chart_part(pattern.content, data))
        book = self.new("word/embeddings/Microsoft_Excel_Worksheet", ".xlsx", _BOOK, workbook(data))
        links = {WORKBOOK_ID: Link(f"{_OFFICE}package", book)}
        for identity, link in pattern.links.items():
            if link.target in pattern.beside and not link.kind.endswith(("/package", "/oleObject")):
                kind, content = pattern.beside[link.target]
                stem, ending = posixpath.splitext(link.target)
                links[identity] = Link(link.kind, self.new(stem.rstrip("0123456789"), ending, kind, content))
        self.parts[links_name(name)] = links_xml(name, links)
        self.link(pattern.file, item.identity, "chart", name)

    def picture(self, pattern: Pattern, item: Placed, image: Picture) -> None:
        """A picture, one part for equal ones, fitted into its frame."""
        name = self._pictures.get(image.content)
        if name is None:
            name = self.new("word/media/image", f".{image.ending}", image.kind, image.content)
            self._pictures[image.content] = name
        self.link(pattern.file, item.identity, "image", name)
        self.parts[pattern.file] = fitted(self.parts[pattern.file], item.identity, image)

    def finished(self) -> dict[str, bytes]:
        """All parts, links and content types complete."""
        self._extend(CONTENT_TYPES, self._types)
        for file, entries in self._links.items():
            self._extend(links_name(file), entries)
        return self.parts

    def _extend(self, name: str, entries: list[str]) -> None:
        content = self.parts.get(name) or links_xml(name, {})
        end = content.rindex(b"</")
        self.parts[name] = content[:end] + "".join(entries).encode() + content[end:]


def with_objects(
    patterns: Patterns, items: list[Placed], parts: Mapping[str, bytes], template: str
) -> dict[str, bytes]:
    """parts (those filled, their links, the content types) with the objects met while filling put in, in order;
    FillError, naming template and tag, for figures the pattern cannot show."""
    package = _Package(patterns, parts)
    for item in items:
        pattern = patterns.all[item.pattern]
        try:
            if isinstance(item.made, ChartData):
                package.chart(pattern, item, item.made)
            else:
                package.picture(pattern, item, item.made)
        except UnprintableError as exc:
            raise FillError(f"模板“{template}”的 {pattern.tag} 无法填写：{exc}") from exc
    return package.finished()
