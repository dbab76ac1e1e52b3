"""The styles of a workbook: a coloured twin of a cell's own format, and the way back from it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from lxml import etree

from data_adapters.marked.package import MAIN, UnsafeError, number, parse, serialise
from data_adapters.problems import Severity

# Light enough to read black text on, also printed grey; not the colours Excel itself offers, so that they tell us.
COLOURS: Final[Mapping[Severity, str]] = {
    Severity.ERROR: "FFFFC9CB",
    Severity.WARNING: "FFFFF1C4",
    Severity.NOTE: "FFD7E7F8",
}
_MAX_FORMATS: Final = 64_000  # Excel's own limit is 65,490 different formats
_NONE: Final = '<fill><patternFill patternType="none"/></fill>'


class Styles:
    """The styles part of a workbook. UnsafeError where it lacks what every workbook of Excel has."""

    def __init__(self, data: bytes) -> None:
        self._root = parse(data)
        if self._root.tag != f"{{{MAIN}}}styleSheet":
            raise UnsafeError
        self._lists = {name: self._list(name) for name in ("fonts", "fills", "borders", "cellXfs")}
        self._known = {
            name: {_key(item): at for at, item in reversed(list(enumerate(items)))}
            for name, items in self._lists.items()
        }
        self._marked: dict[tuple[int, Severity], int] = {}

    def _list(self, name: str) -> etree._Element:
        found = self._root.find(f"{{{MAIN}}}{name}")
        if found is None or not len(found) or any(not isinstance(item.tag, str) for item in found):
            raise UnsafeError(name)
        return found

    def data(self) -> bytes:
        """The part as it is now."""
        return serialise(self._root)

    def _index(self, name: str, item: etree._Element) -> int:
        """The place of an item in a list, which gets it unless it has it."""
        known = self._known[name]
        if (key := _key(item)) not in known:
            known[key] = len(self._lists[name])
            self._lists[name].append(item)
            self._lists[name].set("count", str(len(self._lists[name])))
        return known[key]

    def _new(self, name: str, xml: str) -> int:
        wrapped = parse(f'<w xmlns="{MAIN}">{xml}</w>'.encode())
        return self._index(name, wrapped[0])

    def marked(self, style: int, severity: Severity) -> int:
        """The number of the format that is ``style`` with the colour of a severity; the style itself at the limit.

        A solid fill shows one of its two colours only: the other keeps the colour the cell had before.
        """
        if (style, severity) not in self._marked:
            formats = self._lists["cellXfs"]
            if not 0 <= style < len(formats) or len(formats) >= _MAX_FORMATS:
                return style
            before = self._fill(formats[style])
            twin = deepcopy(formats[style])
            colour = f'<fgColor rgb="{COLOURS[severity]}"/><bgColor {_attributes(before) or _AUTOMATIC}/>'
            twin.set("fillId", str(self._new("fills", _solid(colour))))
            twin.set("applyFill", "1")
            self._marked[style, severity] = self._index("cellXfs", twin)
        return self._marked[style, severity]

    def old_marks(self, *, kept: bool) -> dict[str, str]:
        """For each format a mark of ours has made, as cells write its number, the number of the format before.

        ``kept`` tells whether the program that saved the workbook keeps the colour of a fill that does not show.
        """
        ours = set(COLOURS.values())
        found: dict[str, str] = {}
        for at, item in enumerate(list(self._lists["cellXfs"])):
            fill = self._fill(item)
            if _colour(fill, "fgColor").get("rgb") in ours:
                found[str(at)] = str(self._unmarked(item, _colour(fill, "bgColor") if kept else {}))
        return found

    def _unmarked(self, item: etree._Element, before: Mapping[str, str]) -> int:
        plain = deepcopy(item)
        coloured = before and before.get("indexed") != "64" and "auto" not in before
        known = (n for n, fill in enumerate(self._lists["fills"]) if coloured and _attributes(fill) == _text(before))
        fill = next(known, None)
        if fill is None:
            colour = f"<fgColor {_text(before)}/><bgColor {_AUTOMATIC}/>"
            fill = self._new("fills", _solid(colour) if coloured else _NONE)
        plain.set("fillId", str(fill))
        return self._index("cellXfs", plain)

    def _fill(self, item: etree._Element) -> etree._Element:
        fills = self._lists["fills"]
        at = number(item.get("fillId"))
        return fills[at if at < len(fills) else 0]

    def listed(self, font: str = "", colour: str = "", wrap: str = "left") -> int:
        """A format for the list of problems: thin borders, wrapped text, optional font properties and fill colour."""
        font_id = self._new("fonts", f'<font>{font}<name val="宋体"/><charset val="134"/></font>')
        fill = _solid(f'<fgColor rgb="{colour}"/><bgColor {_AUTOMATIC}/>') if colour else _NONE
        edges = "".join(
            f'<{edge} style="thin"><color indexed="22"/></{edge}>' for edge in ("left", "right", "top", "bottom")
        )
        border = self._new("borders", f"<border>{edges}<diagonal/></border>")
        return self._new(
            "cellXfs",
            f'<xf numFmtId="0" fontId="{font_id}" fillId="{self._new("fills", fill)}" borderId="{border}" xfId="0"'
            ' applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
            f'<alignment horizontal="{wrap}" vertical="center" wrapText="1"/></xf>',
        )


_AUTOMATIC: Final = 'indexed="64"'


def _solid(colours: str) -> str:
    return f'<fill><patternFill patternType="solid">{colours}</patternFill></fill>'


def _colour(fill: etree._Element, which: str) -> dict[str, str]:
    """The attributes of one colour of a solid fill; none for any other fill."""
    pattern = fill.find(f"{{{MAIN}}}patternFill")
    colour = pattern.find(f"{{{MAIN}}}{which}") if pattern is not None else None
    if pattern is None or pattern.get("patternType") != "solid" or colour is None:
        return {}
    return {str(name): str(value) for name, value in colour.attrib.items()}


def _attributes(fill: etree._Element) -> str:
    return _text(_colour(fill, "fgColor"))


def _text(attributes: Mapping[str, str]) -> str:
    return " ".join(
        f'{name}="{value}"' for name, value in sorted(attributes.items()) if value.isalnum() or "." in value
    )


def _key(item: etree._Element) -> Any:
    """What makes two formats the same; whether a fill is said to apply does not."""
    attributes = sorted((str(name), str(value)) for name, value in item.attrib.items() if name != "applyFill")
    return item.tag, tuple(attributes), (item.text or "").strip(), tuple(_key(child) for child in item)
