"""Lists of many documents in one: each document counts with list definitions of its own, so that none goes on counting
where another stopped (Word counts by definition, w:abstractNum, whatever refers to it)."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from service.assembly.mend import W, whole_number
from service.assembly.merge.source import Source

_NSID = 0x4D000000  # Word takes definitions with the same nsid for one list
_DROPPED = ("nsid", "tmpl", "styleLink", "numStyleLink")  # what ties a definition to others, or to a style
_IN_LEVELS = ("pStyle", "lvlPicBulletId")


class Numbering:
    """The list definitions of the result."""

    def __init__(self, first: Source) -> None:
        found = first.root("numbering")
        self._root = etree.Element(f"{W}numbering", nsmap={"w": W[1:-1]}) if found is None else found
        self._abstracts: list[etree._Element] = []
        self._nums: list[etree._Element] = []
        self._next_abstract = _after(self._root, "abstractNum", "abstractNumId")
        self._next_num = _after(self._root, "num", "numId")

    def define(self, abstract: etree._Element) -> str:
        """The id of a definition like abstract that no other paragraph counts with."""
        copy, number = deepcopy(abstract), self._next_abstract
        self._next_abstract += 1
        for child in [child for child in copy if child.tag in {W + name for name in _DROPPED}]:
            copy.remove(child)
        for name in _IN_LEVELS:
            for child in list(copy.iter(W + name)):
                child.getparent().remove(child)  # type: ignore[union-attr] # it is inside a level
        nsid = etree.Element(f"{W}nsid", {f"{W}val": f"{_NSID + number:08X}"})
        copy.insert(0, nsid)
        copy.set(f"{W}abstractNumId", str(number))
        self._abstracts.append(copy)
        return str(number)

    def refer(self, num: etree._Element, abstract: str) -> str:
        """The id of an instance like num of a definition made here."""
        copy, number = deepcopy(num), str(self._next_num)
        self._next_num += 1
        copy.set(f"{W}numId", number)
        copy.find(f"{W}abstractNumId").set(f"{W}val", abstract)  # type: ignore[union-attr] # Lists looked
        self._nums.append(copy)
        return number

    def content(self) -> bytes | None:
        """The numbering part, None when there is no list in any document."""
        if not self._nums and not len(self._root):
            return None
        last = self._root.find(f"{W}numIdMacAtCleanup")
        nums = [*self._root.findall(f"{W}num"), *self._nums]
        for element in (*self._abstracts, *nums):  # all definitions stand before all instances: ECMA-376-1 §17.9.16
            if last is None:
                self._root.append(element)
            else:
                last.addprevious(element)
        return etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _after(root: etree._Element, tag: str, attribute: str) -> int:
    numbers = (whole_number(element.get(W + attribute, "")) or 0 for element in root.iterchildren(W + tag))
    return max(numbers, default=0) + 1


class Definitions:
    """The lists as one document defines them."""

    def __init__(self, source: Source) -> None:
        root = source.root("numbering")
        self.abstracts = _by_id(root, "abstractNum", "abstractNumId")
        self.nums = _by_id(root, "num", "numId")
        self.of_styles: dict[str, str] = {}  # numbering styles: style id -> numId; filled by the one who reads styles

    def abstract(self, num: str) -> etree._Element | None:
        """The definition an instance counts with, also one that is told by a numbering style."""
        found = self._direct(num)
        link = None if found is None else found.find(f"{W}numStyleLink")
        if link is not None:
            styled = self._direct(self.of_styles.get(link.get(f"{W}val", ""), ""))
            return found if styled is None else styled
        return found

    def _direct(self, num: str) -> etree._Element | None:
        instance = self.nums.get(num)
        of = None if instance is None else instance.find(f"{W}abstractNumId")
        return None if of is None else self.abstracts.get(of.get(f"{W}val", ""))

    def meaning(self, num: str) -> bytes:
        """What an instance looks like, to tell whether two documents mean the same list; its ids do not count."""
        instance, abstract = self.nums.get(num), self.abstract(num)
        if instance is None or abstract is None:
            return b""
        overrides = instance.findall(f"{W}lvlOverride")
        return b"".join(
            etree.tostring(e, method="c14n", exclusive=True) for e in (*abstract.iter(f"{W}lvl"), *overrides)
        )


def _by_id(root: etree._Element | None, tag: str, attribute: str) -> dict[str, etree._Element]:
    elements = () if root is None else root.iterchildren(W + tag)
    return {element.get(W + attribute, ""): element for element in elements}


class Lists:
    """The lists of one document at one place of the result: numId as it was -> numId as it is now."""

    def __init__(self, numbering: Numbering, definitions: Definitions) -> None:
        self._numbering = numbering
        self._definitions = definitions
        self._nums: dict[str, str] = {"0": "0"}  # 0 takes a numbering away
        self._abstracts: dict[int, str] = {}

    def renumber(self, root: etree._Element) -> None:
        """Every paragraph of root counted by this place's own lists; in place."""
        for reference in root.iter(f"{W}numId"):
            reference.set(f"{W}val", self._number(reference.get(f"{W}val", "")))

    def _number(self, old: str) -> str:
        if old not in self._nums:
            abstract = self._definitions.abstract(old)
            if abstract is None:
                self._nums[old] = "0"  # it was no list, and must not become that of another document
            else:
                key = id(abstract)
                if key not in self._abstracts:
                    self._abstracts[key] = self._numbering.define(abstract)
                self._nums[old] = self._numbering.refer(self._definitions.nums[old], self._abstracts[key])
        return self._nums[old]
