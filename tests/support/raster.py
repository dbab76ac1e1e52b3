"""A PDF page as pixels: what no text layer tells, such as the length of the red line. Positions are mm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.support.rendering import Box, poppler

Colour = Literal["red", "dark"]

# Lowest and highest value a colour allows in each of red, green, blue.
_RANGES: dict[Colour, tuple[tuple[int, int], tuple[int, int], tuple[int, int]]] = {
    "red": ((150, 255), (0, 110), (0, 110)),
    "dark": ((0, 110), (0, 110), (0, 110)),
}


def picture(pdf: Path, page: int, dpi: int = 100) -> Path:
    """Draw one page (from 1) into a PNG beside the PDF, to be looked at; its path."""
    stem = pdf.with_name(f"{pdf.stem}-{page}-{dpi}")
    number = str(page)
    poppler("pdftoppm", "-png", "-singlefile", "-r", str(dpi), "-f", number, "-l", number, str(pdf), str(stem))
    return stem.with_suffix(".png")


@dataclass(frozen=True, slots=True)
class Raster:
    """A page's pixels, three bytes each, drawn without smoothing so that an edge is where it is."""

    width: int
    height: int
    dpi: int
    data: bytes

    @classmethod
    def of(cls, pdf: Path, page: int = 1, dpi: int = 200) -> Raster:
        """Draw one page (from 1); at 200 dpi a pixel is 0.127 mm."""
        plain = ("-aa", "no", "-aaVector", "no")
        return cls.parse(poppler("pdftoppm", *plain, "-r", str(dpi), "-f", str(page), "-l", str(page), str(pdf)), dpi)

    @classmethod
    def parse(cls, ppm: bytes, dpi: int) -> Raster:
        """Read a binary PPM of 8 bits a channel. Raises ValueError on anything else."""
        head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", ppm)
        if not head:
            raise ValueError("not a binary PPM of 8 bits a channel")
        return cls(int(head[1]), int(head[2]), dpi, ppm[head.end() :])

    def rules(self, colour: Colour, at_least: float = 20.0) -> list[Box]:
        """Horizontal lines of a colour which are at_least so many mm long, from top to bottom."""
        runs = re.compile(rb"\x01{%d,}" % max(1, round(at_least / self._mm)))
        boxes: list[list[int]] = []
        for y, row in self._rows(colour):
            for run in runs.finditer(row):
                # A line is some pixels thick: a run just below one it overlaps belongs to it.
                above = next((b for b in boxes if b[3] == y and b[0] < run.end() and run.start() < b[2]), None)
                if above:
                    above[:] = [min(above[0], run.start()), above[1], max(above[2], run.end()), y + 1]
                else:
                    boxes.append([run.start(), y, run.end(), y + 1])
        return [Box(*(side * self._mm for side in box)) for box in boxes]

    def ink(self, colour: Colour, within: Box | None = None) -> Box | None:
        """The rectangle around all pixels of a colour, in the whole page or within a part; None without any."""
        area = within or Box(0, 0, self.width * self._mm, self.height * self._mm)
        left, right = max(0, round(area.left / self._mm)), round(area.right / self._mm)
        rows = [(y, row[left:right]) for y, row in self._rows(colour) if area.top <= y * self._mm < area.bottom]
        inked = [(y, row) for y, row in rows if b"\x01" in row]
        if not inked:
            return None
        first = min(row.index(b"\x01") for _, row in inked) + left
        last = max(row.rindex(b"\x01") for _, row in inked) + left
        return Box(first * self._mm, inked[0][0] * self._mm, (last + 1) * self._mm, (inked[-1][0] + 1) * self._mm)

    @property
    def _mm(self) -> float:
        return 25.4 / self.dpi

    def _rows(self, colour: Colour) -> Iterator[tuple[int, bytes]]:
        """Rows which hold the colour: row number and one byte a pixel, 1 where it has the colour."""
        mask = self._mask(colour)
        for y in range(self.height):
            row = mask[y * self.width : (y + 1) * self.width]
            if b"\x01" in row:
                yield y, row

    def _mask(self, colour: Colour) -> bytes:
        """One byte a pixel; the three channels are joined as three long integers, which is quick without numpy."""
        size = self.width * self.height
        joined = (1 << 8 * size) - 1
        for channel, (low, high) in enumerate(_RANGES[colour]):
            table = bytes(low <= value <= high for value in range(256))
            joined &= int.from_bytes(self.data[channel::3][:size].translate(table), "big")
        return joined.to_bytes(size, "big")
