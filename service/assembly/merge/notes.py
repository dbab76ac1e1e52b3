"""Footnotes, endnotes and comments of many documents in one part each."""

from __future__ import annotations

from lxml import etree

from service.assembly.mend import W, whole_number
from service.assembly.merge.source import OFFICE, Source
from service.assembly.merge.story import Story
from service.assembly.merge.target import Target
from service.assembly.relationships import Link

_REFERENCES = {
    "footnotes": (f"{W}footnoteReference",),
    "endnotes": (f"{W}endnoteReference",),
    "comments": (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"),
}
KINDS = tuple(_REFERENCES)
_ID = f"{W}id"


class Notes:
    """The notes of one kind; the first document that has any gives the separator lines."""

    def __init__(self, kind: str) -> None:
        self.part = f"word/{kind}.xml"
        self._kind = kind
        self._story = Story(W + kind)
        self._next = 1
        self._type = ""

    def adopt(self, source: Source, body: etree._Element) -> etree._Element | None:
        """A document's notes with new numbers, its body already speaking of them by those; None when it has none."""
        root = source.root(self._kind)
        if root is None:
            return None
        numbers: dict[str, str] = {}
        for note in list(root):
            if not isinstance(note.tag, str) or note.get(f"{W}type") not in (None, "normal"):
                self._separator(root, note)
                continue
            numbers[note.get(_ID, "")] = str(self._next)
            note.set(_ID, str(self._next))
            self._next += 1
        for reference in body.iter(*_REFERENCES[self._kind]):
            old = reference.get(_ID, "")
            reference.set(_ID, numbers.get(old, old))
        self._type = self._type or source.types.get(source.part(self._kind), "")
        return root

    def _separator(self, root: etree._Element, note: etree._Element) -> None:
        """Keep the separator lines of the first document that has notes, whose numbers the settings name."""
        if self._type:
            root.remove(note)
        elif isinstance(note.tag, str):
            self._next = max(self._next, (whole_number(note.get(_ID, "")) or 0) + 1)

    def keep(self, root: etree._Element) -> None:
        """Notes that adopt gave, all else in them put right."""
        self._story.add(root, root)

    def finish(self, target: Target, body: str) -> None:
        """Put the part into the result when any document has such notes."""
        if self._type:
            target.put(self.part, self._story.content(), self._type)
            target.link(body, Link(f"{OFFICE}/{self._kind}", self.part))
