"""The sheet: paper, margins and grid of GB/T 9704-2012, its sheets across, and the variant of GB/T 33476.2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.assembly.layout.units import LINE, twips


@dataclass(frozen=True, slots=True)
class PageProfile:
    """Paper, margins and the distances of header and footer from its edges, in mm, and the exact line in twips."""

    top: float
    bottom: float
    left: float = 28
    right: float = 26
    header: float = 15
    footer: float = 25.5
    line: int = LINE
    width: float = 210
    height: float = 297
    #: How far the edge of the 版心 lies inside the margins above and below, in mm.
    inset: float = 0

    @property
    def text_width(self) -> int:
        """Width of the 版心, in twips."""
        return twips(self.width - self.left - self.right)


#: GB/T 9704-2012, 5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm; the page number's dash 7 mm below it (7.5).
STANDARD = PageProfile(top=37, bottom=35)
#: GB/T 33476.2-2016: the first line's characters themselves touch the edge of the 版心.
ELECTRONIC = PageProfile(top=34.58, bottom=32.58, line=589, inset=2.42)
#: A form of one sheet: more room for its table.
FORM = PageProfile(top=25, bottom=20, left=28, right=26, footer=10)
#: A table across the sheet (GB/T 9704-2012, 8): the portrait page turned, so that its upper edge lies in the binding.
ACROSS = PageProfile(top=28, bottom=26, left=35, right=37, header=12, footer=12, width=297, height=210)
#: The same inside a paper whose even pages mirror their margins: both sides alike, 1 mm off at most.
ACROSS_WITHIN = replace(ACROSS, left=36, right=36)
#: A board of A3 to hang up: no standard speaks of it, and it is not bound.
BOARD = PageProfile(top=20, bottom=18, left=20, right=20, header=18, footer=10, width=420, height=297)


def section(profile: PageProfile, references: Sequence[str] = (), *, title_page: bool = False) -> str:
    """The w:sectPr of a section with the given header and footer references."""
    margins = " ".join(
        f'w:{name}="{twips(value)}"'
        for name, value in (
            ("top", profile.top),
            ("right", profile.right),
            ("bottom", profile.bottom),
            ("left", profile.left),
            ("header", profile.header),
            ("footer", profile.footer),
        )
    )
    across = ' w:orient="landscape"' if profile.width > profile.height else ""
    size = f'<w:pgSz w:w="{twips(profile.width)}" w:h="{twips(profile.height)}"{across}/>'
    return (
        f"<w:sectPr>{''.join(references)}{size}"
        f'<w:pgMar {margins} w:gutter="0"/><w:cols w:space="425"/>{"<w:titlePg/>" if title_page else ""}'
        f'<w:docGrid w:type="lines" w:linePitch="{profile.line}"/></w:sectPr>'
    )
