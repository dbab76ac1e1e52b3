"""The fields of a part: what Word works out anew (ECMA-376-1 §17.16), be they written in one element or in many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from service.assembly.mend import W

_INSTRUCTION = f"{W}instr"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: the element it begins with, and those that hold its code."""

    start: etree._Element
    codes: tuple[etree._Element, ...]

    @property
    def code(self) -> str:
        """What the field is to do."""
        if self.start.tag == f"{W}fldSimple":
            return self.start.get(_INSTRUCTION, "")
        return "".join(code.text or "" for code in self.codes)

    def extend(self, words: str) -> None:
        """Put switches at the end of the code; in place."""
        if self.start.tag == f"{W}fldSimple":
            self.start.set(_INSTRUCTION, f"{self.code.rstrip()} {words} ")
        elif self.codes:
            last = self.codes[-1]
            last.text = f"{(last.text or '').rstrip()} {words} "


def fields(root: etree._Element) -> Iterator[Field]:
    """The fields of a part, in the order in which they end."""
    waiting: list[tuple[etree._Element, list[etree._Element]]] = []  # fields that are open, and their code so far
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        kind = element.get(f"{W}fldCharType")
        if element.tag == f"{W}instrText" and waiting:
            waiting[-1][1].append(element)
        elif element.tag == f"{W}fldSimple":
            yield Field(element, ())
        elif kind == "begin":
            waiting.append((element, []))
        elif kind == "end" and waiting:
            start, codes = waiting.pop()
            yield Field(start, tuple(codes))
