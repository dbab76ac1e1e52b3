"""Lists that begin again where a paragraph says ``{% 重新编号 %}``: a new w:num with the start given anew
(ECMA-376-1 §17.9.15, §17.9.27), which the rest of that list then follows."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from service.assembly.marks import RESTART, take_marks
from service.assembly.mend import W, whole_number
from service.assembly.merge.numbering import Definitions
from service.assembly.merge.source import Source
from service.assembly.merge.styles import ListStyle, Sheet, number
from service.errors import FillError

_VAL = f"{W}val"


class ListPlan:
    """The lists of a template, read once; holds nothing of a fill."""

    def __init__(self, data: bytes, name: str) -> None:
        source = Source(data, name)
        self.name = name
        self.definitions = Definitions(source)
        sheet = Sheet(source, self.definitions)
        self.styles = sheet.lists()
        self.usual = sheet.usual("paragraph")
        self.part = source.part("numbering")
        self.content = source.content("numbering")
        self.highest = max((whole_number(key) or 0 for key in self.definitions.nums), default=0)

    def of(self, paragraph: etree._Element) -> ListStyle | None:
        """The list a paragraph of the template counts with, None when it is not numbered."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        by_style = self.styles.get(self.usual if style is None else style.get(_VAL, ""))
        own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if own is None:
            return by_style
        level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
        num = own.get(_VAL, "")
        return None if num == "0" else ListStyle(num, "0" if level is None else level.get(_VAL, "0"), {})

    def numbered(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph of the template counts with a list that the template has."""
        found = self.of(paragraph)
        return found is not None and self.definitions.abstract(found.num) is not None

    def restarts(self) -> Restarts:
        """A fill's own record of the lists it begins again."""
        return Restarts(self)


class Restarts:
    """The lists begun again in one fill."""

    def __init__(self, plan: ListPlan) -> None:
        self.part = plan.part
        self._plan = plan
        self._content, self._highest = plan.content, plan.highest
        self._made: list[tuple[str, str]] = []  # of which list, at which level; the ids follow the template's

    def go_on_from(self, content: bytes) -> None:
        """Take the numbering part as it now is: sub-documents have brought their lists into it."""
        nums = etree.fromstring(content).findall(f"{W}num")
        self._content = content
        self._highest = max((whole_number(num.get(f"{W}numId", "")) or 0 for num in nums), default=0)

    def settle(self, root: etree._Element) -> None:
        """Let marked paragraphs begin their list again and those after them follow; in place. FillError for a mark in
        a paragraph that is not numbered."""
        marked = set(take_marks(root, RESTART, f"{W}p"))
        if not marked:
            return
        current: dict[str, str] = {}
        for paragraph in root.iter(f"{W}p"):
            found = self._plan.of(paragraph)
            if found is not None and found.num not in self._plan.definitions.nums:
                current.clear()  # a sub-document's list, and what follows it: it has begun again by itself
            if paragraph in marked:
                current[self._checked(paragraph, found).num] = self._begin(self._checked(paragraph, found))
            if found is not None and found.num in current:
                _follow(paragraph, found, current[found.num])

    def _checked(self, paragraph: etree._Element, found: ListStyle | None) -> ListStyle:
        if found is None or self._plan.definitions.abstract(found.num) is None:
            said = "".join(text.text or "" for text in paragraph.iter(f"{W}t"))[:20]
            raise FillError(
                f"模板“{self._plan.name}”“{said}”处的 {{% {RESTART} %}} 无法填写：这一段没有自动编号，"
                "请先在 Word 中给它加上编号"
            )
        return found

    def _begin(self, found: ListStyle) -> str:
        self._made.append((found.num, found.level))
        return str(self._highest + len(self._made))

    def content(self) -> bytes:
        """The numbering part with the lists begun again."""
        if not self._made:
            return self._content
        root = etree.fromstring(self._content)
        last = root.findall(f"{W}num")[-1]
        for new, (num, level) in enumerate(self._made, start=self._highest + 1):
            made = deepcopy(self._plan.definitions.nums[num])
            made.set(f"{W}numId", str(new))
            made.tail = None
            self._override(made, num, level)
            last.addnext(made)
            last = made
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _override(self, made: etree._Element, num: str, level: str) -> None:
        override = next((o for o in made.iterchildren(f"{W}lvlOverride") if o.get(f"{W}ilvl") == level), None)
        if override is None:
            override = etree.SubElement(made, f"{W}lvlOverride", {f"{W}ilvl": level})
        start = override.find(f"{W}startOverride")
        if start is None:
            start = etree.Element(f"{W}startOverride", {_VAL: self._start(num, level)})
            override.insert(0, start)

    def _start(self, num: str, level: str) -> str:
        abstract = self._plan.definitions.abstract(num)
        levels = () if abstract is None else abstract.iterchildren(f"{W}lvl")
        starts = (one.find(f"{W}start") for one in levels if one.get(f"{W}ilvl") == level)
        return next((start.get(_VAL, "1") for start in starts if start is not None), "1")


def _follow(paragraph: etree._Element, found: ListStyle, num: str) -> None:
    own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
    if own is None:
        number(paragraph, found)
        own = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
    assert own is not None
    own.set(_VAL, num)
