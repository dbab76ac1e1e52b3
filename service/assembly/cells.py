"""Table cells whose properties a template writes: ``{% colspan %}``, ``{% cellbg %}``, ``{% vm %}``, ``{% hm %}``.

docxtpl puts the properties where they are found first, in any order, and prints into them whatever comes. Here they
stand in the order of the schema, and each value is one the property can have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jinja2 import Undefined
from lxml import etree
from markupsafe import Markup

from service.assembly.mend import W
from service.assembly.values import UnprintableError, text_of

WORDS = ("colspan", "cellbg", "vm", "hm")
MOST_COLUMNS = 63  # of a table in Word
_ORDER = (  # ECMA-376-1 §17.4.69
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers "
    "cellIns cellDel cellMerge tcPrChange"
)
_RANKS = {W + name: rank for rank, name in enumerate(_ORDER.split())}
_WORD = re.compile(rf"\{{%\s*(?:{'|'.join(WORDS)})\b")
_MERGED = "{% if loop.first %}restart{% else %}continue{% endif %}"
_MERGED_VALUE = "{{ 'restart' if loop.first else 'continue' }}"  # one value, which the proof can follow
_PROPERTIES = re.compile(r"<w:tcPr(?: [^>]*)?>|</w:tcPr>")
_TAG = re.compile(r"<(/?)([\w:.-]+)(?:[^<>\"]|\"[^\"]*\")*?(/?)>")
_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")


def give_properties(root: etree._Element) -> bool:
    """Whether cells of a template that say one of those words had no properties; they get (empty) ones, in place."""
    found = False
    for cell in root.iter(f"{W}tc"):
        properties = cell.find(f"{W}tcPr")
        if (properties is None or not len(properties)) and _WORD.search("".join(map(str, cell.itertext()))):
            found = True
            if properties is None:
                properties = etree.Element(f"{W}tcPr")
                cell.insert(0, properties)
            properties.text = ""  # written with an end tag, which the dialect looks for
    return found


def in_order(source: str) -> str:
    """A part's source with the properties that tags made of its cells in Word's order, and each one value."""
    source = source.replace(_MERGED, _MERGED_VALUE)
    pieces: list[str] = []
    at = 0
    for start, end in _properties(source):
        inside = source[start:end]
        if "{" in inside:
            older = (in_order(one) if one.startswith("<w:tcPrChange") else one for one in children(inside))
            pieces += (source[at:start], "".join(sorted(older, key=rank)))
            at = end
    return "".join(pieces) + source[at:] if pieces else source


def _properties(source: str) -> Iterator[tuple[int, int]]:
    """Where the properties of each cell begin and end; older ones, kept in a change of them, are part of them."""
    depth = start = 0
    for mark in _PROPERTIES.finditer(source):
        if mark[0].endswith("/>"):
            continue
        if not mark[0].startswith("</"):
            depth += 1
            start = mark.end() if depth == 1 else start
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, mark.start()


def children(inside: str) -> list[str]:
    """The elements of which XML consists, whole."""
    found: list[str] = []
    depth = start = 0
    for tag in _TAG.finditer(inside):
        depth += -1 if tag[1] else int(not tag[3])
        if depth == 0:
            found.append(inside[start : tag.end()])
            start = tag.end()
    return [*found, inside[start:]] if start < len(inside) else found


def rank(child: str) -> int:
    """Where among a cell's properties one given as XML belongs."""
    name = _TAG.search(child)
    return _RANKS.get(W + name[2].removeprefix("w:") if name else "", len(_RANKS))


def put(properties: etree._Element, child: etree._Element) -> None:
    """A property put where it belongs among those of a cell."""
    own = _RANKS[str(child.tag)]
    properties.insert(sum(1 for other in properties if _RANKS.get(str(other.tag), len(_RANKS)) <= own), child)


def ordered(properties: etree._Element) -> bool:
    """Whether a cell's properties stand in the order of the schema."""
    found = [_RANKS[str(child.tag)] for child in properties if str(child.tag) in _RANKS]
    return found == sorted(found)


def span(value: Any) -> str:
    """value as the columns a cell spans; UnprintableError for what is no whole number from 1."""
    if type(value) is int and 0 < value <= MOST_COLUMNS:
        return str(value)
    text = _text(value)
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and 0 < int(text) <= MOST_COLUMNS):
        raise UnprintableError(f"跨列数应是 1 到 {MOST_COLUMNS} 的整数，实际是“{text[:20]}”")
    return text


def shade(value: Any) -> str:
    """value as a cell's colour (ECMA-376-1 §17.18.38): six hexadecimal digits or ``auto``; UnprintableError for
    anything else."""
    text = _text(value)
    found = _HEX.fullmatch(text)
    if text != "auto" and found is None:
        raise UnprintableError(f"底色应是六位十六进制数（如 FF0000）或 auto，实际是“{text[:20]}”")
    return found[1] if found else text


def _text(value: Any) -> str:
    if hasattr(value, "__html__") and not isinstance(value, Markup | Undefined):
        raise UnprintableError("值是图片、富文本或子文档，这里要写一个数或颜色")
    return text_of(value).strip()
