"""Paragraph spacing that table styles give: it holds against the document's defaults, not against paragraph styles. So
where defaults had to move into the paragraph styles, the paragraphs in cells must be given it themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from service.assembly.mend import W
from service.assembly.merge import order

_VAL = f"{W}val"
Chain = Callable[[str], Iterable[etree._Element]]


@dataclass(frozen=True, slots=True)
class CellSpacing:
    """What table styles say of spacing, and what paragraph styles say themselves, by style id."""

    tables: Mapping[str, Mapping[str, str]]
    paragraphs: Mapping[str, Mapping[str, str]]
    usual_table: str
    usual_paragraph: str

    def give(self, root: etree._Element) -> None:
        """Let the paragraphs in tables carry it; in place, before anything is renamed."""
        if not any(self.tables.values()):
            return
        for table in root.iter(f"{W}tbl"):
            spacing = self.tables.get(_style(table, f"{W}tblPr/{W}tblStyle", self.usual_table), {})
            for paragraph in table.iter(f"{W}p") if spacing else ():
                own = self.paragraphs.get(_style(paragraph, f"{W}pPr/{W}pStyle", self.usual_paragraph), {})
                given = {key: value for key, value in spacing.items() if key not in own}
                order.fill(order.needed(order.properties(paragraph), f"{W}spacing", order.PARAGRAPH), given)


def _style(element: etree._Element, path: str, usual: str) -> str:
    found = element.find(path)
    return usual if found is None else found.get(_VAL, "")


def spacing_of(keys: Iterable[str], chain: Chain) -> dict[str, dict[str, str]]:
    """The spacing each style of keys gives paragraphs, with what it is based on."""
    found: dict[str, dict[str, str]] = {}
    for key in keys:
        found[key] = {}
        for style in chain(key):
            spacing = style.find(f"{W}pPr/{W}spacing")
            given = {} if spacing is None else {str(k): str(v) for k, v in spacing.attrib.items()}
            found[key] = {**given, **found[key]}
    return found
