"""The effective look of a run or paragraph: what remains of all levels of formatting laid over each other.

The levels, lowest first: document defaults, table style, paragraph style with its bases, list level, character style,
direct formatting (ECMA-376-1 §17.7.2). A later level wins attribute by attribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from service.assembly.mend import W

#: Properties by name; an attribute other than w:val is written behind a dot: ``rFonts.eastAsia``, ``ind.firstLine``.
Look = dict[str, str]

_OFF = frozenset(["0", "false", "off", "none"])
#: Setting one of a pair takes the other away.
_PAIRS = (
    ("rFonts.eastAsia", "rFonts.eastAsiaTheme"),
    ("rFonts.ascii", "rFonts.asciiTheme"),
    ("rFonts.hAnsi", "rFonts.hAnsiTheme"),
    ("ind.firstLine", "ind.hanging"),
    ("ind.firstLineChars", "ind.hangingChars"),
)
_OTHERS = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
#: Word's size where nothing says any: 10 points.
_DEFAULT_HALF_POINTS = 20


def flat(properties: etree._Element | None) -> Look:
    """The properties of a w:rPr or w:pPr as one flat mapping; borders keep their colours, numbering its list."""
    look: Look = {}
    for child in properties if properties is not None else ():
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if name == "pBdr":
            look.update({f"pBdr.{etree.QName(side).localname}": side.get(W + "color", "auto") for side in child
                         if side.get(W + "val") not in (None, "nil", "none")})  # fmt: skip
        elif name == "numPr":
            look.update({etree.QName(part).localname: part.get(W + "val", "") for part in child})
        elif name not in ("rPr", "pPrChange", "rPrChange", "sectPr"):
            look.update(_attributes(name, child))
    return look


def _attributes(name: str, child: etree._Element) -> Look:
    if not child.attrib:
        return {name: "1"}
    found = {}
    for key, value in child.attrib.items():
        attribute = str(etree.QName(str(key)).localname)
        found[name if attribute == "val" else f"{name}.{attribute}"] = str(value)
    return found


def laid(levels: Iterable[Mapping[str, str]]) -> Look:
    """The levels laid over each other, the last on top."""
    look: Look = {}
    for level in levels:
        for name in level:
            look.pop(_OTHERS.get(name, ""), None)
        look.update(level)
    return look


def number(look: Mapping[str, str], name: str) -> int:
    """A property as a whole number; 0 where it is not set or no number."""
    return whole(look.get(name, ""))


def whole(text: str) -> int:
    """A whole number out of an attribute, its fraction cut off; 0 for anything else or anything absurdly large."""
    digits = text.strip().partition(".")[0]
    bare = digits.removeprefix("-")
    return int(digits) if bare.isascii() and bare.isdecimal() and len(bare) < 10 else 0


def is_on(look: Mapping[str, str], name: str, default: bool = False) -> bool:
    """A switch: on, off, or the default where nothing sets it."""
    value = look.get(name)
    return default if value is None else value.lower() not in _OFF


@dataclass(frozen=True, slots=True)
class RunLook:
    """How characters look: Han and Latin font, half-points, weight, colour (RRGGBB or auto), spacing in twips."""

    han: str
    latin: str
    size: int
    bold: bool
    color: str
    spacing: int
    hinted: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph stands: alignment (left, center, right, both), indents and distances in twips, its line.

    ``first_chars`` is the first-line indent in hundredths of a character where it is set so, else 0.
    """

    align: str
    left: int
    right: int
    first_line: int
    first_chars: int
    hanging: int
    before: int
    line: int
    line_rule: str
    snaps: bool
    page_break: bool
    below: str


def run_look(look: Mapping[str, str], fonts: Mapping[str, str]) -> RunLook:
    """The run look of a flat mapping; ``fonts`` are the theme's."""
    return RunLook(
        han=_font(look, "eastAsia", fonts),
        latin=_font(look, "ascii", fonts),
        size=number(look, "sz") or _DEFAULT_HALF_POINTS,
        bold=is_on(look, "b"),
        color=look.get("color", "auto").upper().replace("AUTO", "auto"),
        spacing=number(look, "spacing"),
        hinted=look.get("rFonts.hint") == "eastAsia",
        hidden=is_on(look, "vanish"),
    )


def _font(look: Mapping[str, str], script: str, fonts: Mapping[str, str]) -> str:
    theme = look.get(f"rFonts.{script}Theme")
    return fonts.get(theme, "") if theme else look.get(f"rFonts.{script}", "")


_ALIGNMENTS = {"start": "left", "end": "right", "distribute": "both", "": "both"}


def paragraph_look(look: Mapping[str, str]) -> ParagraphLook:
    """The paragraph look of a flat mapping."""
    align = look.get("jc", "left")
    return ParagraphLook(
        align=_ALIGNMENTS.get(align, align),
        left=number(look, "ind.left") or number(look, "ind.start"),
        right=number(look, "ind.right") or number(look, "ind.end"),
        first_line=number(look, "ind.firstLine"),
        first_chars=number(look, "ind.firstLineChars"),
        hanging=number(look, "ind.hanging"),
        before=number(look, "spacing.before"),
        line=number(look, "spacing.line"),
        line_rule=look.get("spacing.lineRule", "auto"),
        snaps=is_on(look, "snapToGrid", True),
        page_break=is_on(look, "pageBreakBefore"),
        below=look.get("pBdr.bottom", ""),
    )
