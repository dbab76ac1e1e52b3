"""What must be unique in a part and is not once documents are joined: bookmarks, drawings, paragraphs, controls."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from service.assembly.mend import WP, W
from service.assembly.merge.references import follow

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_BOOKMARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_LONGEST_NAME = 40  # characters of a bookmark's name Word takes
_FIRST_PARAGRAPH = 0x10000000  # paragraph ids are below 0x80000000: [MS-DOCX] §2.6.2.3
CURSOR = "_GoBack"  # where the writer last typed


class Identities:
    """Numbers and names given out so far in the joined body."""

    def __init__(self) -> None:
        self._bookmark = self._drawing = self._control = 0
        self._paragraph = _FIRST_PARAGRAPH
        self._names: set[str] = set()
        self._paragraphs: set[str] = set()

    def renew(self, stories: Sequence[etree._Element], margins: Sequence[etree._Element] = ()) -> None:
        """New numbers and, where taken, names for all of one document, references included; in place.

        Of its headers and footers (margins) only the bookmarks, which are the file's: drawings and paragraphs are
        numbered part by part, and equal headers are to be kept once.
        """
        names: dict[str, str] = {}
        for root in (*stories, *margins):
            self._bookmarks(root, names)
        for root in stories:
            self._drawings(root)
            self._paragraph_ids(root)
            self._controls(root)
        for root in margins:
            _untie(root)
        follow((*stories, *margins), names, self.name)

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

    def _bookmarks(self, root: etree._Element, names: dict[str, str]) -> None:
        numbers: dict[str, str] = {}
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
                names.setdefault(name.lower(), free)

    def _drawings(self, root: etree._Element) -> None:
        for drawing in root.iter(f"{WP}docPr"):
            self._drawing += 1
            drawing.set("id", str(self._drawing))

    def _controls(self, root: etree._Element) -> None:
        """Controls are numbered anew, their ties cut."""
        _untie(root)
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


def _untie(root: etree._Element) -> None:
    """Cut controls' ties to data outside the text, since that is another document's here; in place."""
    for binding in list(root.iter(f"{W}dataBinding")):
        binding.getparent().remove(binding)  # type: ignore[union-attr] # it is inside a control
