"""The fonts a theme stands for, so that a document keeps them where another document's theme rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from service.assembly.mend import W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# attribute -> the attribute that names the font itself, and which of a theme's fonts it stands for (§17.3.2.26)
_ATTRIBUTES = {"asciiTheme": "ascii", "hAnsiTheme": "hAnsi", "eastAsiaTheme": "eastAsia", "cstheme": "cs"}
_SCRIPTS = {"ea": "Hans"}


@dataclass(frozen=True, slots=True)
class Fonts:
    """Typefaces by the name a style calls them (minorHAnsi, majorEastAsia …)."""

    faces: Mapping[str, str]

    def resolve(self, root: etree._Element) -> None:
        """Write the typeface itself wherever a theme font is asked for; in place."""
        for fonts in root.iter(f"{W}rFonts"):
            for themed, plain in _ATTRIBUTES.items():
                wanted = fonts.attrib.pop(W + themed, "")
                if wanted and (face := self.faces.get(str(wanted))):
                    fonts.set(W + plain, face)


def theme_fonts(theme: bytes) -> Fonts:
    """The fonts of a theme part (empty bytes: none)."""
    faces: dict[str, str] = {}
    root = etree.fromstring(theme) if theme else etree.Element("none")
    for level in ("major", "minor"):
        for kind, suffixes in (("latin", ("HAnsi", "Ascii")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
            fonts = next(root.iter(f"{_A}{level}Font"), None)
            if fonts is not None and (face := _face(fonts, kind)):
                faces |= {level + suffix: face for suffix in suffixes}
    return Fonts(faces)


def _face(fonts: etree._Element, kind: str) -> str:
    named = fonts.find(_A + kind)
    if named is not None and named.get("typeface"):
        return named.get("typeface", "")
    script = _SCRIPTS.get(kind, "")
    return next((f.get("typeface", "") for f in fonts.iterchildren(f"{_A}font") if f.get("script") == script), "")
