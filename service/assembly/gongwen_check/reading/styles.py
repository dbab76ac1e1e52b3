"""The styles, theme fonts and lists of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from service.assembly.gongwen_check.reading.looks import Look, flat, laid, whole
from service.assembly.mend import W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DEEPEST = 30
_HAN_DIGITS = "〇一二三四五六七八九"
_HAN_FORMATS = frozenset(
    ["chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "ideographDigital"]
)


@dataclass(frozen=True, slots=True)
class Style:
    """A style of its own: kind, the style it builds on, paragraph and run properties."""

    kind: str
    base: str
    paragraph: Look
    run: Look


@dataclass(slots=True)
class Styles:
    """All styles by id with the document's defaults; the looks of a chain of styles are put together once."""

    styles: dict[str, Style] = field(default_factory=dict)
    paragraph_defaults: Look = field(default_factory=dict)
    run_defaults: Look = field(default_factory=dict)
    normal: str = ""
    _chains: dict[str, tuple[Look, Look]] = field(default_factory=dict)

    def chain(self, identity: str) -> tuple[Look, Look]:
        """Paragraph and run properties of a style over all its bases; nothing for an unknown one."""
        if identity not in self._chains:
            links = list(self._links(identity))[::-1]
            self._chains[identity] = (laid(link.paragraph for link in links), laid(link.run for link in links))
        return self._chains[identity]

    def _links(self, identity: str) -> Iterator[Style]:
        for _ in range(_DEEPEST):  # a style may name itself as its base
            style = self.styles.get(identity)
            if style is None:
                return
            yield style
            identity = style.base


def read_styles(root: etree._Element | None) -> Styles:
    """The styles of word/styles.xml; none where there is no such part."""
    if root is None:
        return Styles()
    found = Styles(
        paragraph_defaults=flat(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")),
        run_defaults=flat(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")),
    )
    for style in root.iterchildren(W + "style"):
        identity, kind = style.get(W + "styleId", ""), style.get(W + "type", "paragraph")
        base = style.find(W + "basedOn")
        found.styles[identity] = Style(
            kind,
            base.get(W + "val", "") if base is not None else "",
            flat(style.find(W + "pPr")),
            flat(style.find(W + "rPr")),
        )
        if kind == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
            found.normal = identity
    return found


def theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    """The fonts of the theme by the names that runs use: ``minorEastAsia``, ``majorAscii`` …"""
    fonts: dict[str, str] = {}
    for kind in ("major", "minor"):
        font = theme.find(f".//{_A}{kind}Font") if theme is not None else None
        if font is None:
            continue
        latin, han = _face(font, "latin"), _face(font, "ea") or _simplified(font)
        fonts |= {f"{kind}{name}": latin for name in ("Ascii", "HAnsi", "Bidi")} | {f"{kind}EastAsia": han}
    return fonts


def _face(font: etree._Element, name: str) -> str:
    found = font.find(_A + name)
    return found.get("typeface", "") if found is not None else ""


def _simplified(font: etree._Element) -> str:
    scripts = (entry for entry in font.iterchildren(_A + "font") if entry.get("script") == "Hans")
    return next((entry.get("typeface", "") for entry in scripts), "")


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: its number format, its text (“%1.”), its first number, its paragraph properties."""

    form: str
    text: str
    start: int
    paragraph: Look


@dataclass(slots=True)
class Lists:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def level(self, look: Mapping[str, str]) -> Level | None:
        """The level a paragraph's properties name, or None."""
        return self.levels.get(look.get("numId", ""), {}).get(whole(look.get("ilvl", "0")))

    def label(self, look: Mapping[str, str]) -> str:
        """The next number of the list the paragraph is in, as printed; "" where it is in none."""
        level, identity, depth = self.level(look), look.get("numId", ""), whole(look.get("ilvl", "0"))
        if level is None:
            return ""
        counts = self._counts.setdefault(identity, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        text = level.text
        for above, other in self.levels[identity].items():
            text = text.replace(f"%{above + 1}", _printed(counts.get(above, other.start), other.form))
        return text


def read_lists(root: etree._Element | None) -> Lists:
    """The lists of word/numbering.xml."""
    if root is None:
        return Lists()
    kinds = {kind.get(W + "abstractNumId", ""): _levels(kind) for kind in root.iterchildren(W + "abstractNum")}
    found = Lists()
    for each in root.iterchildren(W + "num"):
        named = each.find(W + "abstractNumId")
        found.levels[each.get(W + "numId", "")] = kinds.get(named.get(W + "val", "") if named is not None else "", {})
    return found


def _levels(kind: etree._Element) -> dict[int, Level]:
    found = {}
    for level in kind.iterchildren(W + "lvl"):
        form, text, start = (level.find(W + name) for name in ("numFmt", "lvlText", "start"))
        found[whole(level.get(W + "ilvl", "0"))] = Level(
            form.get(W + "val", "decimal") if form is not None else "decimal",
            text.get(W + "val", "") if text is not None else "",
            whole(start.get(W + "val", "1")) if start is not None else 1,
            flat(level.find(W + "pPr")),
        )
    return found


def _printed(number: int, form: str) -> str:
    if form == "bullet":
        return ""
    if form not in _HAN_FORMATS or not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_HAN_DIGITS[tens]}十"
    return head + (_HAN_DIGITS[ones] if ones else "")
