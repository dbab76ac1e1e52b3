"""The comments of a worksheet: those of the unit are kept, those of an earlier marked copy give way to new ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from data_adapters.letters import column_letter
from data_adapters.marked.package import MAIN, UnsafeError, number, parse, serialise
from data_adapters.marked.survey import Place, place
from data_adapters.patterns import regex

AUTHOR: Final = "会材"
_SEAM: Final = "\n—— 会材标注 ——\n"  # between a comment of the unit's own and what is added to it
_THREAD: Final = "tc="  # how the author of a comment starts that only stands in for a threaded one
_MAX_TEXT: Final = 30_000  # Excel's own limit is 32,767 characters
_FORBIDDEN = regex("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = regex("_(?=x[0-9A-Fa-f]{4}_)")
_EMPTY: Final = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'
_FONT: Final = '<sz val="9"/><color indexed="81"/><rFont val="宋体"/><charset val="134"/>'
_RUN: Final = f'<r xmlns="{MAIN}"><rPr>{_FONT}</rPr><t/></r>'
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def plain(text: str) -> str:
    """Text that a workbook can hold: what XML forbids is shown as □, what Excel would take for an escape is kept."""
    text = text if len(text) <= _MAX_TEXT else f"{text[:_MAX_TEXT]}……（过长，已截断）"
    return _ESCAPE.sub("_x005F_", _FORBIDDEN.sub("□", text.replace("\r\n", "\n").replace("\r", "\n")))


class Comments:
    """The comments part of one worksheet."""

    def __init__(self, data: bytes) -> None:
        self._root = parse(data or _EMPTY.encode())
        authors, listed = (self._root.find(f"{{{MAIN}}}{name}") for name in ("authors", "commentList"))
        if authors is None or listed is None:
            raise UnsafeError
        self._authors, self._list = authors, listed

    def data(self) -> bytes:
        """The part as it is now."""
        return serialise(self._root)

    def forget(self) -> set[Place]:
        """Remove what an earlier marked copy wrote; the cells without a comment now come back."""
        gone: set[Place] = set()
        for comment in list(self._list.iter(f"{{{MAIN}}}comment")):
            text = _text(comment)
            if self._author(comment) == AUTHOR or text.startswith("【问题】"):
                self._list.remove(comment)
                gone.add(place(comment.get("ref") or ""))
            elif _SEAM.strip() in text:
                _cut(comment)
        return gone

    def write(self, texts: Mapping[Place, str]) -> tuple[dict[Place, str], dict[Place, str], list[Place]]:
        """Write the texts: those of new comments, the whole texts of extended ones, and the cells that take none.

        A cell with a threaded discussion cannot have a comment beside it.
        """
        own = {place(item.get("ref") or ""): item for item in self._list.iter(f"{{{MAIN}}}comment")}
        new: dict[Place, str] = {}
        extended: dict[Place, str] = {}
        refused: list[Place] = []
        for where, text in texts.items():
            if where not in own:
                self._add(where, text)
                new[where] = text
            elif self._author(own[where]).startswith(_THREAD):
                refused.append(where)
            else:
                _append(own[where], _SEAM + text)
                extended[where] = _text(own[where])
        return new, extended, refused

    def _add(self, where: Place, text: str) -> None:
        reference = f"{column_letter(where[1])}{where[0]}"
        author = str(self._author_number())
        comment = etree.SubElement(self._list, f"{{{MAIN}}}comment", ref=reference, authorId=author)
        _append(comment, text)

    def _author(self, comment: etree._Element) -> str:
        at = number(comment.get("authorId"))
        return (self._authors[at].text or "") if at < len(self._authors) else ""

    def _author_number(self) -> int:
        names = [item.text for item in self._authors]
        if AUTHOR not in names:
            etree.SubElement(self._authors, f"{{{MAIN}}}author").text = AUTHOR
            return len(names)
        return names.index(AUTHOR)


def _texts(comment: etree._Element) -> list[etree._Element]:
    """The pieces of a comment's text, without phonetic ones."""
    pieces = comment.iter(f"{{{MAIN}}}t")
    return [item for item in pieces if (up := item.getparent()) is not None and not str(up.tag).endswith("rPh")]


def _text(comment: etree._Element) -> str:
    return "".join(item.text or "" for item in _texts(comment))


def _append(comment: etree._Element, text: str) -> None:
    holder = comment.find(f"{{{MAIN}}}text")
    if holder is None:
        holder = etree.SubElement(comment, f"{{{MAIN}}}text")
    if (bare := holder.find(f"{{{MAIN}}}t")) is not None:  # one text, or runs: never both
        holder.remove(bare)
        _run(holder, bare.text or "", 0)
    _run(holder, text, len(holder))


def _run(holder: etree._Element, text: str, at: int) -> None:
    run = parse(_RUN.encode())
    run[1].text = plain(text)
    run[1].set(_SPACE, "preserve")
    holder.insert(at, run)


def _cut(comment: etree._Element) -> None:
    """Take away what was added to a comment: everything from the seam on."""
    whole = _text(comment)
    rest = whole.index(_SEAM.strip())
    rest -= whole[:rest].endswith("\n")
    for item in _texts(comment):
        text = item.text or ""
        run = item.getparent()
        if rest <= 0 and run is not None and (up := run.getparent()) is not None and run.tag == f"{{{MAIN}}}r":
            up.remove(run)
        item.text, rest = text[: max(rest, 0)], rest - len(text)
