"""Document defaults (w:docDefaults), which a file has only once: where a document's differ from the result's, its basic
styles say what its defaults said, and undo what the result's defaults say beyond that."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from service.assembly.mend import W
from service.assembly.merge import order

_PLACES = (("rPrDefault", "rPr", order.RUN), ("pPrDefault", "pPr", order.PARAGRAPH))
# What holds when neither defaults nor styles say anything (ECMA-376-1 §17.3): needed only against other defaults.
_NEUTRAL: dict[str, dict[str, str]] = {
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman"),
    "sz": {"val": "20"},
    "szCs": {"val": "20"},
    "kern": {"val": "0"},
    "lang": {},
    "color": {"val": "auto"},
    "u": {"val": "none"},
    "jc": {"val": "left"},
    "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
    "ind": {"left": "0", "right": "0", "firstLine": "0"},
}
_RUN_SPACING = {"val": "0"}


def settle(root: etree._Element, own: etree._Element, others: etree._Element) -> bool:
    """Whether own defaults differ from the others'; if so the basic styles below root carry them; in place.

    own and others are styles parts with their theme fonts written out.
    """
    if all(_meaning(own, *place[:2]) == _meaning(others, *place[:2]) for place in _PLACES):
        return False
    for style in _basic(root):
        for holder, name, sequence in _PLACES:
            properties = order.needed(style, W + name, order.STYLE)
            for child in _wanted(own, others, holder, name):
                _fill(properties, child, sequence)
    return True


def _meaning(styles: etree._Element, holder: str, name: str) -> list[bytes]:
    found = styles.find(f"{W}docDefaults/{W}{holder}/{W}{name}")
    return [] if found is None else sorted(etree.tostring(e, method="c14n", exclusive=True) for e in found)


def _basic(root: etree._Element) -> list[etree._Element]:
    """The paragraph styles based on none, among them the default one (made when there is none)."""
    styles = [s for s in root.iterchildren(f"{W}style") if s.get(f"{W}type") == "paragraph"]
    if not any(style.get(f"{W}default") in ("1", "true") for style in styles):
        usual = etree.SubElement(
            root, f"{W}style", {f"{W}type": "paragraph", f"{W}default": "1", f"{W}styleId": "HuicaiNormal"}
        )
        etree.SubElement(usual, f"{W}name", {f"{W}val": "Normal"})
        styles.append(usual)
    return [style for style in styles if style.find(f"{W}basedOn") is None]


def _wanted(own: etree._Element, others: etree._Element, holder: str, name: str) -> list[etree._Element]:
    """The properties own defaults give, and neutral ones for what only the others' defaults give."""
    path = f"{W}docDefaults/{W}{holder}/{W}{name}"
    mine, theirs = own.find(path), others.find(path)
    given = [] if mine is None else [deepcopy(child) for child in mine]
    for child in () if theirs is None else theirs:
        local = etree.QName(child).localname
        neutral = _RUN_SPACING if (local, name) == ("spacing", "rPr") else _NEUTRAL.get(local, {"val": "0"})
        if neutral:
            given.append(etree.Element(child.tag, {W + key: value for key, value in neutral.items()}))
    return given


def _fill(properties: etree._Element, child: etree._Element, sequence: tuple[str, ...]) -> None:
    """child's attributes where properties do not say otherwise."""
    if str(child.tag) not in sequence:
        return
    found = properties.find(child.tag)
    if found is None:
        order.insert(properties, deepcopy(child), sequence)
        return
    if len(found.attrib) == 0 or f"{W}val" in found.attrib:  # a switch, or one value: already said
        return
    order.fill(found, {str(key): str(value) for key, value in child.attrib.items()})
