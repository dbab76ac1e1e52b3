"""Blocks that do not pair, cross each other, or open in one place and close in another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from service.assembly.lint.catalogue import Code, Fault
from service.assembly.lint.syntax import CELL_WORDS, MIDDLES, opens
from service.assembly.lint.tagging import Tag
from service.assembly.marks import MERGE
from service.assembly.mend import W
from service.assembly.tags import shortened


@dataclass(slots=True)
class Pairing:
    """What belongs together: each inner or end tag with the tag that opens its block, and the tags without partner."""

    pairs: list[tuple[Tag, Tag]] = field(default_factory=list)
    alone: set[Tag] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    excused: Counter[str] = field(default_factory=Counter)

    def excuse(self, word: str) -> bool:
        """Whether one more partner of that first word is known to be broken."""
        self.excused[word] -= 1
        return self.excused[word] >= 0


def pair(tags: Iterable[Tag], broken: Iterable[str]) -> Pairing:
    """The blocks of a part, with the faults of those that lack an end, lack a beginning, or cross; a partner among the
    first words of broken tags has its own fault, and none here."""
    found = Pairing(excused=Counter(broken))
    waiting: list[Tag] = []
    crossed: list[tuple[Tag, Tag, list[Tag]]] = []
    for tag in tags:
        if opens(tag):
            waiting.append(tag)
        elif tag.word in MIDDLES:
            _middle(tag, waiting, found)
        elif tag.word.startswith("end") and not tag.prints:
            _end(tag, waiting, crossed, found)
    found.alone.update(waiting)
    found.faults.extend(
        tag.fault(Code.BLOCK_UNCLOSED, found=tag.word) for tag in waiting if not found.excuse(f"end{tag.word}")
    )
    for tag, opener, inside in crossed:
        if not found.alone.issuperset(inside):  # what is inside has its end, after this one
            found.faults.append(tag.fault(Code.BLOCK_CROSSED, found=inside[-1].shown))
            found.alone.update({tag, opener})
            found.alone.update(end for begin, end in found.pairs if begin in (opener, *inside))
            found.alone.update(inside)
    return found


def _middle(tag: Tag, waiting: list[Tag], found: Pairing) -> None:
    if waiting and waiting[-1].word in MIDDLES[tag.word]:
        found.pairs.append((waiting[-1], tag))
        return
    found.alone.add(tag)
    if not any(found.excused[word] > 0 for word in MIDDLES[tag.word]):
        found.faults.append(tag.fault(Code.BLOCK_UNOPENED, found="if"))


def _end(tag: Tag, waiting: list[Tag], crossed: list[tuple[Tag, Tag, list[Tag]]], found: Pairing) -> None:
    word = tag.word.removeprefix("end")
    at = next((index for index in reversed(range(len(waiting))) if waiting[index].word == word), -1)
    if at < 0:
        found.alone.add(tag)
        if not found.excuse(word):
            found.faults.append(tag.fault(Code.BLOCK_UNOPENED, found=word))
        return
    if inside := waiting[at + 1 :]:
        crossed.append((tag, waiting[at], inside))
    found.pairs.append((waiting.pop(at), tag))


def levels(pairing: Pairing) -> list[Fault]:
    """The faults of blocks whose tags do not stand on one level."""
    faults, blamed = [], set[Tag]()
    for opener, tag in pairing.pairs:
        wrong = None if opener in blamed or tag in pairing.alone else _level(opener, tag)
        if wrong:
            blamed.add(opener)
            faults.append(wrong)
    return faults


def _level(opener: Tag, tag: Tag) -> Fault | None:
    if opener.prefix != tag.prefix:
        begin = f"{{%{opener.prefix} … %}}" if opener.prefix else "{% … %}"
        right = begin if opener.prefix else f"{{%{tag.prefix} … %}}"
        return tag.fault(Code.PREFIX_MISMATCH, found=begin, right=right)
    if opener.place.cells != tag.place.cells and opener.prefix not in ("tr", "tc"):
        if [cell.table for cell in opener.place.cells] == [cell.table for cell in tag.place.cells]:
            return tag.fault(Code.BLOCK_ACROSS_CELLS, found=opener.shown, right=str(opener.place))
    elif _level_of(opener) is _level_of(tag) and _inner(opener) == _inner(tag):
        return None
    return tag.fault(Code.BLOCK_ACROSS_PLACES, found=opener.shown, right=str(opener.place))


def _level_of(tag: Tag) -> etree._Element | None:
    """What holds the element that stands or falls with the tag: the row's table, the cell's row, or the paragraph's
    cell, box or body."""
    element = tag.paragraph.element
    if tag.prefix in ("tr", "tc"):
        held = next(element.iterancestors(W + tag.prefix), None)
        return held.getparent() if held is not None else None
    return element.getparent()


def _inner(tag: Tag) -> tuple[str, ...]:
    """The elements between a tag and its paragraph, by name; none for tags that take a whole paragraph or more."""
    if tag.prefix in ("p", "tr", "tc"):
        return ()
    piece = next(piece for piece in tag.paragraph.pieces if piece.start <= tag.start < piece.end)
    names = []
    for above in piece.element.iterancestors():
        if above is tag.paragraph.element:
            break
        names.append(str(above.tag))
    return tuple(names)


def room(tags: Sequence[Tag]) -> list[Fault]:
    """The faults of tags outside the table they need, and of tags that lose what stands beside them."""
    faults, told = [], set[etree._Element]()
    for tag in tags:
        if (tag.prefix in ("tr", "tc") or tag.word in (*CELL_WORDS, MERGE)) and not tag.place.cells:
            faults.append(tag.fault(Code.OUTSIDE_TABLE, found=_named(tag)))
        elif tag.prefix in _ROOMS and tag.paragraph.typed:
            held = _taken_out(tag)
            rest = "" if held in told else _lost(held, tag.text)
            told.add(held)
            if rest:
                faults.append(tag.fault(_ROOMS[tag.prefix], found=shortened(rest)))
    return faults


_ENOUGH = 2_000  # characters: only the first are told
_COMMENT = re.compile(r"\{#.*?#\}")
_ROOMS = {"p": Code.SHARES_PARAGRAPH, "tr": Code.SHARES_ROW, "tc": Code.SHARES_CELL}
_SEEN = {
    "drawing": "图片", "pict": "图片", "object": "对象", "footnoteReference": "脚注", "endnoteReference": "尾注",
    "sectPr": "分节符", "fldSimple": "域", "fldChar": "域",
}  # fmt: skip


def _named(tag: Tag) -> str:
    return f"{{% {tag.word} %}}" if not tag.prefix else f"{{%{tag.prefix} %}}"


def _taken_out(tag: Tag) -> etree._Element:
    """The paragraph, row or cell that the press takes out for a tag."""
    paragraph = tag.paragraph.element
    return paragraph if tag.prefix == "p" else next(paragraph.iterancestors(W + tag.prefix), paragraph)


def _lost(held: etree._Element, tag: str) -> str:
    """What goes with an element that is taken out for a tag: its text, or the name of what it holds."""
    text = "".join(text.text or "" for text in held.iter(W + "t")).replace(tag, "", 1)
    if rest := _COMMENT.sub("", text.strip()[:_ENOUGH]).strip():
        return rest
    kinds = {etree.QName(element).localname for element in held.iter("*")}
    named = next((name for kind, name in _SEEN.items() if kind in kinds), "")
    breaks = any(mark.get(W + "type") == "page" for mark in held.iter(W + "br"))
    return named or ("分页符" if breaks else "")
