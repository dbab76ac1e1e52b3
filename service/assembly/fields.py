"""The fields of a part: what Word works out anew (ECMA-376-1 §17.16), be they written in one element or in many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from service.assembly.mend import W

_INSTRUCTION = f"{W}instr"
_WORDS = re.compile(r'"(?P<quoted>[^"]*)"?|\\(?P<switch>\S)|(?P<plain>[^\s"\\]+)')


class Word(NamedTuple):
    """A word of a field's code: what it says, where it stands, and whether it is a switch or stands in quotes."""

    text: str
    start: int
    end: int
    switch: bool = False
    quoted: bool = False


def words(code: str) -> list[Word]:
    """The words of a field's code; a switch is a word of its own, with its letter in lower case (§17.16.3)."""
    found: list[Word] = []
    for match in _WORDS.finditer(code):
        group = match.lastgroup or "plain"
        text = match[group].lower() if group == "switch" else match[group]
        found.append(Word(text, match.start(group), match.end(group), group == "switch", group == "quoted"))
    return found


class Field(NamedTuple):
    """A field: the element it begins with, and those that hold its code."""

    start: etree._Element
    codes: tuple[etree._Element, ...]

    @property
    def code(self) -> str:
        """What the field is to do."""
        if self.start.tag == f"{W}fldSimple":
            return self.start.get(_INSTRUCTION, "")
        return "".join(code.text or "" for code in self.codes)

    def rewrite(self, changes: Mapping[Word, str]) -> None:
        """Put other texts in place of words of the code, wherever they are cut; in place."""
        for word in sorted(changes, key=lambda word: word.start, reverse=True):
            text = changes[word]
            if self.start.tag == f"{W}fldSimple":
                code = self.code
                self.start.set(_INSTRUCTION, code[: word.start] + text + code[word.end :])
                continue
            at = 0
            for element in self.codes:
                piece = element.text or ""
                start, end = word.start - at, word.end - at
                at += len(piece)
                if start < len(piece) and end > 0:
                    element.text = piece[: max(start, 0)] + (text if start >= 0 else "") + piece[end:]

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
    shown: set[etree._Element] = set()  # of these, those whose result has begun: it is no code, even inside another's
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        kind = element.get(f"{W}fldCharType")
        if element.tag == f"{W}instrText" and waiting:
            if waiting[-1][0] not in shown:
                waiting[-1][1].append(element)
        elif element.tag == f"{W}fldSimple":
            yield Field(element, ())
        elif kind == "begin":
            waiting.append((element, []))
        elif kind == "separate" and waiting:
            shown.add(waiting[-1][0])
        elif kind == "end" and waiting:
            start, codes = waiting.pop()
            yield Field(start, tuple(codes))
