"""Fields that print what a file is (its title, its author …): a joined file is another one, so they become text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from service.assembly.fields import Field, fields, words
from service.assembly.mend import W
from service.assembly.package import parse_part
from service.assembly.relationships import links_of

# ECMA-376-1 §17.16.5: what these print stands in the file's properties, settings or name.
_KINDS = (
    "author comments createdate docproperty docvariable edittime filename filesize info keywords lastsavedby numchars "
    "numwords printdate revnum savedate subject template title"
)
_PRINTING = frozenset(_KINDS.split())
_CALLED = {"creator": "author", "description": "comments", "lastmodifiedby": "lastsavedby", "revision": "revnum"}
_DATES = frozenset({"created", "modified", "lastprinted"})  # printed in a form of the field's own
_TEXTS = frozenset({"lpwstr", "lpstr", "bstr", "i4", "int"})
_LOOKS_ONLY = frozenset({"mergeformat", "charformat"})
_CHAR, _TYPE = f"{W}fldChar", f"{W}fldCharType"


def properties_of(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """What the properties of a document of that name say, by the names fields call them, in lower case."""
    found: dict[str, str] = {}
    for link in links_of(parts, "").values():
        kind = link.kind.rpartition("/")[2]
        if kind in ("core-properties", "extended-properties", "custom-properties") and link.target in parts:
            for one in parse_part(parts[link.target], link.target, name).iterchildren("*"):
                local = etree.QName(one).localname.lower()
                if kind != "custom-properties":
                    found[_CALLED.get(local, local)] = "" if local in _DATES else one.text or ""
                elif len(one) and etree.QName(one[0]).localname in _TEXTS:
                    found[one.get("name", "").lower()] = one[0].text or ""
    return found


@dataclass(slots=True)
class _Place:
    """A field that is open: what of it is no text, and the texts it shows."""

    start: etree._Element
    dropped: list[etree._Element] = field(default_factory=list)
    shown: list[etree._Element] = field(default_factory=list)
    separated: bool = False


def settle(root: etree._Element, own: Mapping[str, str]) -> None:
    """Let every such field say what it says in its own document: what the properties say, else what it last showed;
    in place. One in the code of another field (IF …) makes that one text, as it last was. A field that shows nothing
    and whose property is unknown stays."""
    values = {found.start: _value(found, own) for found in fields(root) if _kind(found) in _PRINTING}
    if not values:
        return
    frozen: dict[etree._Element, tuple[_Place, str]] = {}
    for done, around in _places(root):
        if done.start in values:
            outer = next((place for place in around if not place.separated), None)
            frozen[(outer or done).start] = (outer or done, "" if outer else values[done.start])
    for place, value in frozen.values():
        if value or place.shown:
            _as_text(place, value)
    for simple in [start for start in values if start.tag == f"{W}fldSimple"]:
        _unwrap(simple, values[simple])


def _places(root: etree._Element) -> Iterator[tuple[_Place, list[_Place]]]:
    """The fields of many elements, each when it has ended, with those it stands in."""
    waiting: list[_Place] = []
    for element in list(root.iter(_CHAR, f"{W}instrText", f"{W}t")):
        kind = element.get(_TYPE)
        if kind == "begin":
            waiting.append(_Place(element))
        for place in waiting:
            if not place.separated:
                place.dropped.append(element)
            elif element.tag == f"{W}t":
                place.shown.append(element)
        if kind == "separate" and waiting:
            waiting[-1].separated = True
        elif kind == "end" and waiting:
            done = waiting.pop()
            if done.separated:
                done.dropped.append(element)
            yield done, waiting


def _kind(found: Field) -> str:
    code = words(found.code)
    return code[0].text.lower() if code else ""


def _value(found: Field, own: Mapping[str, str]) -> str:
    """What the properties say for a field; empty when they do not, or it prints them in a form of its own."""
    kind, *code = words(found.code)
    if any(word.switch and word.text in "@#" for word in code):
        return ""
    looks = [word.text.lower() for before, word in pairwise(code) if before.text == "*"]
    given = [word.text.lower() for word in code[:1] if not word.switch]
    if not _LOOKS_ONLY.issuperset(looks):
        return ""
    if kind.text.lower() in ("docproperty", "info"):
        return own.get(given[0], "") if given else ""
    return "" if given or kind.text.lower() == "template" else own.get(kind.text.lower(), "")


def _as_text(place: _Place, value: str) -> None:
    """What stands for a field is its text alone; in place."""
    _say(place.shown, value, place.start)
    for element in place.dropped:
        run = element.getparent()
        if run is not None:
            run.remove(element)
            if all(child.tag == f"{W}rPr" for child in run) and (holder := run.getparent()) is not None:
                holder.remove(run)


def _say(shown: list[etree._Element], value: str, start: etree._Element) -> None:
    """Let the texts a field shows say value, if there is any, in the looks of the first of them."""
    if not value or "".join(text.text or "" for text in shown) == value:
        return
    if not shown:
        run = start.getparent()
        assert run is not None
        made = etree.Element(f"{W}r")
        looks = run.find(f"{W}rPr")
        if looks is not None:
            made.append(deepcopy(looks))
        shown = [etree.SubElement(made, f"{W}t")]
        run.addprevious(made)
    for text, said in zip(shown, [value, *[""] * len(shown)], strict=False):
        text.text = said
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _unwrap(simple: etree._Element, value: str) -> None:
    holder, shown = simple.getparent(), list(simple.iter(f"{W}t"))
    if holder is None or not (value or shown):
        return
    if value and not shown:
        shown = [etree.SubElement(etree.SubElement(simple, f"{W}r"), f"{W}t")]
    _say(shown, value, simple)
    for child in list(simple):
        simple.addprevious(child)
    holder.remove(simple)
