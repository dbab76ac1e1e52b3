"""What must be unique in a part and is not once documents are joined: bookmarks, drawings, paragraphs, controls."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from service.assembly.mend import WP, W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_CODES = (f"{W}instrText", f"{W}fldSimple", f"{W}hyperlink")
_LONGEST_NAME = 40  # characters of a bookmark's name Word takes
_FIRST_PARAGRAPH = 0x10000000  # paragraph ids are below 0x80000000: [MS-DOCX] §2.6.2.3
_WORD = re.compile(r"[^\s\"\\]+")
CURSOR = "_GoBack"  # where the writer last typed


class Identities:
    """Numbers and names given out so far in the joined body."""

    def __init__(self) -> None:
        self._bookmark = self._drawing = self._control = 0
        self._paragraph = _FIRST_PARAGRAPH
        self._names: set[str] = set()
        self._paragraphs: set[str] = set()

    def renew(self, roots: Sequence[etree._Element]) -> None:
        """New numbers and, where taken, names for all of one document, references included; in place."""
        names: dict[str, str] = {}
        numbers: dict[str, str] = {}
        for root in roots:
            self._bookmarks(root, numbers, names)
            self._drawings(root)
            self._paragraph_ids(root)
            self._controls(root)
        if names:
            for root in roots:
                follow(root, names)

    def name(self, stem: str) -> str:
        """A bookmark name nobody has."""
        number, free = 1, stem
        while free.lower() in self._names:
            number += 1
            ending = f"_{number}"
            free = stem[: _LONGEST_NAME - len(ending)] + ending
        self._names.add(free.lower())
        return free

    def number(self) -> str:
        """A bookmark number nobody has."""
        self._bookmark += 1
        return str(self._bookmark)

    def _bookmarks(self, root: etree._Element, numbers: dict[str, str], names: dict[str, str]) -> None:
        gone: set[str] = set()
        for mark in list(root.iter(*_BOOKMARKS)):
            number, name = mark.get(f"{W}id", ""), mark.get(f"{W}name")
            if name == CURSOR or (name is None and number in gone):
                gone.add(number)
                mark.getparent().remove(mark)  # type: ignore[union-attr] # it is inside the body
                continue
            if number not in numbers:
                numbers[number] = self.number()
            mark.set(f"{W}id", numbers[number])
            if name is not None:
                free = self.name(name)
                mark.set(f"{W}name", free)
                if free != name:
                    names.setdefault(name, free)

    def _drawings(self, root: etree._Element) -> None:
        for drawing in root.iter(f"{WP}docPr"):
            self._drawing += 1
            drawing.set("id", str(self._drawing))

    def _controls(self, root: etree._Element) -> None:
        """Controls are numbered anew; their ties to data outside the text go, since that is another document's here."""
        for binding in list(root.iter(f"{W}dataBinding")):
            binding.getparent().remove(binding)  # type: ignore[union-attr] # it is inside a control
        for properties in root.iter(f"{W}sdtPr"):
            control = properties.find(f"{W}id")
            if control is not None:
                self._control += 1
                control.set(f"{W}val", str(self._control))

    def _paragraph_ids(self, root: etree._Element) -> None:
        key = f"{_W14}paraId"
        if _W14[1:-1] not in root.nsmap.values():
            return
        for element in root.iter(f"{W}p", f"{W}tr"):
            old = element.get(key)
            if old in self._paragraphs:
                while f"{self._paragraph:08X}" in self._paragraphs:
                    self._paragraph += 1
                new = f"{self._paragraph:08X}"
                element.set(key, new)
                self._paragraphs.add(new)
            elif old:
                self._paragraphs.add(old)


def follow(root: etree._Element, names: dict[str, str]) -> None:
    """Let links and fields lead to the bookmarks' new names; in place."""
    for element in root.iter(*_CODES):
        if element.tag == f"{W}instrText":
            element.text = _WORD.sub(lambda word: names.get(word[0], word[0]), element.text or "")
            continue
        key = f"{W}instr" if element.tag == f"{W}fldSimple" else f"{W}anchor"
        value = element.get(key)
        if value is not None:
            element.set(key, _WORD.sub(lambda word: names.get(word[0], word[0]), value))
