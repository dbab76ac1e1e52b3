"""Finding the patterns of a template and making ready what every fill needs of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field

from lxml import etree

from service.assembly.main_part import CONTENT_TYPES
from service.assembly.mend import WP
from service.assembly.objects.marking import MARK
from service.assembly.package import content_types
from service.assembly.relationships import Link, links_name, links_of
from service.errors import TemplateError

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WHOLE_TAG = re.compile(r"\s*\{\{[^{}]+\}\}\s*")
_ALT_TEXTS = ("descr", "title")
_LEFT_OUT = ("srcRect", "extLst")  # how the pattern's own picture was cut, and its copies in other formats


@dataclass(frozen=True, slots=True)
class Pattern:
    """A chart or picture of the template: the part it stands in, the part it is, that part's links, and what those
    lead to (part name -> content type and content)."""

    file: str
    target: str
    chart: bool
    content: bytes
    links: Mapping[str, Link]
    beside: Mapping[str, tuple[str, bytes]]
    tag: str


@dataclass(slots=True)
class Patterns:
    """All patterns of a template by number, and the parts of the package that every fill changes because of them."""

    all: list[Pattern] = field(default_factory=list)
    parts: dict[str, bytes] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()  # names of the parts that stay

    def take(self, contents: MutableMapping[str, bytes]) -> None:
        """Move out of contents what every fill writes anew, and drop the patterns' own parts: their sample data must
        not travel with each paper."""
        kept = _reached(contents, "")
        for pattern in self.all:
            for name in _reached(contents, pattern.target) - kept:
                contents.pop(name, None)
                contents.pop(links_name(name), None)
        # A set would order them by the seed of this process, and with them the parts of every paper.
        for name in dict.fromkeys([CONTENT_TYPES, *(links_name(pattern.file) for pattern in self.all)]):
            self.parts[name] = contents.pop(name)
        self.parts[CONTENT_TYPES] = _without(self.parts[CONTENT_TYPES], contents)
        self.taken = frozenset(name.lower() for name in contents)


def _reached(contents: Mapping[str, bytes], start: str) -> set[str]:
    """The parts that hang on a part ("" for the whole package), itself included."""
    found, waiting = set[str](), [start]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += (link.target for link in links_of(contents, name).values() if not link.outside)
    return found


def _without(types: bytes, contents: Mapping[str, bytes]) -> bytes:
    """Content types of the parts that are left."""
    root = etree.fromstring(types)
    left = {f"/{name}".lower() for name in contents}
    for entry in [e for e in root if e.get("PartName") is not None and e.get("PartName", "").lower() not in left]:
        root.remove(entry)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def find_patterns(
    contents: MutableMapping[str, bytes], roots: Mapping[str, etree._Element], name: str
) -> Patterns | None:
    """The patterns of a template, None when it has none. Their tags are moved, in roots, to where the fill needs them,
    and contents is left with what no fill changes. TemplateError for a chart of a kind that cannot be filled."""
    patterns = Patterns()
    types: dict[str, str] = {}
    for file, root in roots.items():
        links: dict[str, Link] = {}
        for properties in list(root.iter(f"{WP}docPr")):
            drawing, tag, place = properties.getparent(), whole_tag(properties), shown_in(properties)
            if drawing is None or place is None:
                continue  # no pattern: the tag, if there is one, prints a text
            links = links or links_of(contents, file)
            types = types or content_types(contents)
            link = links.get(str(place.get(_key(place))))
            if link is None or link.target not in contents:
                raise TemplateError(f"“{name}”不能用：{tag} 所在的图没有内容，请在 Word 中重新插入")
            pattern = _pattern(contents, types, file, link.target, tag)
            if pattern.chart:
                _check_kind(pattern.content, f"“{name}”不能用：{tag} 所在的图表")
            _mark(drawing, place, tag, len(patterns.all))
            patterns.all.append(pattern)
    if not patterns.all:
        return None
    _unlink(contents, patterns)
    patterns.take(contents)
    return patterns


def shown_in(properties: etree._Element) -> etree._Element | None:
    """Where a drawing with these properties names its chart or picture, when it is a pattern."""
    drawing = properties.getparent()
    if drawing is None or not whole_tag(properties):
        return None
    return next(drawing.iter(f"{C}chart", f"{A}blip"), None)


def whole_tag(properties: etree._Element) -> str:
    """The tag that is all of a drawing's alternative text, "" when there is none."""
    texts = (properties.get(key, "") for key in _ALT_TEXTS)
    return next((text.strip() for text in texts if _WHOLE_TAG.fullmatch(text)), "")


def _key(place: etree._Element) -> str:
    """The attribute by which a drawing names its chart or picture."""
    return f"{R}id" if place.tag == f"{C}chart" else f"{R}embed"


def _pattern(contents: Mapping[str, bytes], types: Mapping[str, str], file: str, target: str, tag: str) -> Pattern:
    links = links_of(contents, target)
    names = [link.target for link in links.values() if link.target in contents]
    beside = {name: (types.get(name, ""), contents[name]) for name in names}
    return Pattern(file, target, types.get(target, "").endswith("chart+xml"), contents[target], links, beside, tag)


def _mark(drawing: etree._Element, place: etree._Element, tag: str, number: int) -> None:
    """Let the tag stand where the drawing names its chart or picture; its alternative text becomes plain words."""
    if place.tag == f"{A}blip":
        _plain_picture(place)
    kind = "chart" if place.tag == f"{C}chart" else "picture"
    place.set(_key(place), f"{MARK}{kind}-{number}-{tag}")
    for described in drawing.iter(f"{WP}docPr", f"{PIC}cNvPr"):
        for text in _ALT_TEXTS:
            if described.get(text):
                described.set(text, tag.strip("{} "))


def _plain_picture(blip: etree._Element) -> None:
    fill = blip.getparent()
    for holder in (blip, *(() if fill is None else (fill,))):
        for gone in [child for child in holder if etree.QName(child).localname in _LEFT_OUT]:
            holder.remove(gone)


_KINDS = frozenset(
    f"{C}{kind}Chart" for kind in ("bar", "bar3D", "line", "line3D", "pie", "pie3D", "doughnut", "area", "radar")
)


def _check_kind(content: bytes, where: str) -> None:
    """TemplateError, beginning with where, for a chart that has no categories and values."""
    area = etree.fromstring(content).find(f"{C}chart/{C}plotArea")
    groups = [] if area is None else [group for group in area if str(group.tag).endswith("Chart")]
    if not groups or any(group.tag not in _KINDS for group in groups):
        raise TemplateError(f"{where}不是柱形图、条形图、折线图、饼图、面积图或雷达图，不能按数据更新，请换一种图表")
    if next(area.iter(f"{C}ser"), None) is None:  # type: ignore[union-attr] # groups were found in it
        raise TemplateError(f"{where}里一个系列也没有，请在 Word 中至少保留一个系列作样子")


def _unlink(contents: MutableMapping[str, bytes], patterns: Patterns) -> None:
    """Take the links to the patterns, and their content types, out of the package."""
    targets = {pattern.target for pattern in patterns.all}
    for file in {pattern.file for pattern in patterns.all}:
        links = links_of(contents, file)
        root = etree.fromstring(contents[links_name(file)])
        for entry in [entry for entry in root if links[entry.get("Id", "")].target in targets]:
            root.remove(entry)
        root.text = root.text or ""  # an element without children still has an end tag, before which links are put
        contents[links_name(file)] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
