"""The boxes of a worksheet's comments: the VML drawing without which Excel shows no comment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Final

from lxml import etree

from data_adapters.marked.package import number, parse
from data_adapters.marked.survey import Place, Survey
from data_adapters.patterns import regex

_V: Final = "urn:schemas-microsoft-com:vml"
_O: Final = "urn:schemas-microsoft-com:office:office"
_X: Final = "urn:schemas-microsoft-com:office:excel"
_SPACES: Final = f'xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"'
_EMPTY: Final = f"""<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>"""
_TYPE: Final = f"""<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>\
</v:shapetype>"""
_SHAPE: Final = f"""<v:shape {_SPACES} id="_x0000_s{{number}}" type="#_x0000_t202" \
style="position:absolute;margin-left:60pt;margin-top:2pt;width:216pt;height:{{height}}pt;z-index:{{order}};\
visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>\
<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox><x:ClientData ObjectType="Note">\
<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{{anchor}}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{{row}}</x:Row>\
<x:Column>{{column}}</x:Column></x:ClientData></v:shape>"""
_WIDTH, _LINE, _PER_LINE = 288, 17, 22  # pixels of a box and of a line of it, Chinese characters in a line
_BLOCK: Final = 1024  # shapes are numbered in blocks, each of which belongs to one drawing of the workbook
_IDENTITY = regex(rb"_x0000_s(\d{1,9})\b")
_DATA = regex(rb"\bdata\s*=\s*[\"']([\d,]+)[\"']")


def used_blocks(drawing: bytes) -> set[int]:
    """The blocks of numbers a drawing has for its shapes."""
    return {number(text) for found in _DATA.findall(drawing) for text in found.decode().split(",")}


class Drawing:
    """The comment boxes of one worksheet, old ones included. ``block`` gives a block of numbers no drawing has.

    XMLSyntaxError if the drawing there is no XML: with buttons on the sheet Excel itself writes such ones.
    """

    def __init__(self, data: bytes, sheet: Survey, block: Callable[[], int]) -> None:
        self._root = parse(data or _EMPTY.encode())
        self._sheet, self._block = sheet, block
        self._numbers = self._unused(data)

    def _map(self) -> etree._Element:
        """The blocks of numbers the drawing has; LibreOffice writes none."""
        found = next(self._root.iter(f"{{{_O}}}idmap"), None)
        if found is None:
            self._root.insert(0, parse(_EMPTY.encode())[0])
            found = self._root[0][0]
        return found

    def data(self) -> bytes:
        """The part as it is now."""
        return etree.tostring(self._root, encoding="UTF-8", xml_declaration=False)

    def forget(self, places: Collection[Place]) -> None:
        """Remove the boxes of these cells."""
        for shape in list(self._root.iter(f"{{{_V}}}shape")):
            if _place(shape) in places and (parent := shape.getparent()) is not None:
                parent.remove(shape)

    def add(self, place: Place, text: str) -> None:
        """A hidden box beside a cell, large enough for its text."""
        if not any(item.get("id") == "_x0000_t202" for item in self._root.iter(f"{{{_V}}}shapetype")):
            self._root.append(parse(_TYPE.encode()))
        height = _height(text)
        shape = _SHAPE.format(
            number=self._number(),
            order=len(self._root),
            height=height * 3 // 4,
            anchor=self._anchor(place, height),
            row=place[0] - 1,
            column=place[1] - 1,
        )
        self._root.append(parse(shape.encode()))

    def enlarge(self, place: Place, text: str) -> None:
        """Make the box of a cell that had a comment large enough for the longer text; it never gets smaller."""
        for shape in self._root.iter(f"{{{_V}}}shape"):
            anchor = shape.find(f".//{{{_X}}}Anchor")
            if _place(shape) == place and anchor is not None:
                ends = [number(part.strip()) for part in (anchor.text or "").split(",")]
                if len(ends) == 8:
                    bottom = self._walk(ends[2], ends[3] + _height(text), self._row_pixels)
                    ends[6:] = max(bottom, (ends[6], ends[7]))
                    anchor.text = ", ".join(map(str, ends))

    def _number(self) -> int:
        """A number no shape has, from the drawing's own blocks as long as one is left there."""
        free = next(self._numbers, None)
        if free is None:
            block = self._block()
            used = self._map()
            used.set("data", ",".join(filter(None, (used.get("data"), str(block)))))
            self._numbers = iter(range(block * _BLOCK + 1, (block + 1) * _BLOCK))
            free = next(self._numbers)
        return free

    def _unused(self, data: bytes) -> Iterator[int]:
        taken = {int(found) for found in _IDENTITY.findall(etree.tostring(self._root))}
        for block in sorted(used_blocks(data)):
            yield from (n for n in range(block * _BLOCK + 1, (block + 1) * _BLOCK) if n not in taken)

    def _anchor(self, place: Place, height: int) -> str:
        """Left, top, right and bottom of a box, each as a cell from 0 and pixels into it, beside and above its cell."""
        left = min(place[1], 16_370)
        top = max(min(place[0], 1_048_000) - 2, 0)
        right = self._walk(left, 12 + _WIDTH, self._column_pixels)
        bottom = self._walk(top, 4 + height, self._row_pixels)
        return f"{left}, 12, {top}, 4, {right[0]}, {right[1]}, {bottom[0]}, {bottom[1]}"

    @staticmethod
    def _walk(cell: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int]:
        for _ in range(1000):
            if pixels < size(cell):
                break
            pixels -= size(cell)
            cell += 1
        return cell, pixels

    def _column_pixels(self, column: int) -> int:
        spans = self._sheet.columns
        width = next((span.width for span in spans if span.first <= column + 1 <= span.last), None)
        return 64 if width is None else round(width * 7 + 5) if width else 0

    def _row_pixels(self, row: int) -> int:
        return round(self._sheet.heights.get(row + 1, self._sheet.row_height) * 4 / 3)


def _height(text: str) -> int:
    lines = sum(max(1, -(-len(line) // _PER_LINE)) for line in text.split("\n"))
    return lines * _LINE + 12


def _place(shape: etree._Element) -> Place | None:
    """The cell a shape is the comment box of."""
    client = shape.find(f"{{{_X}}}ClientData")
    if client is None or client.get("ObjectType") != "Note":
        return None
    row, column = (number(client.findtext(f"{{{_X}}}{name}", "").strip(), -1) for name in ("Row", "Column"))
    return (row + 1, column + 1) if min(row, column) >= 0 else None
