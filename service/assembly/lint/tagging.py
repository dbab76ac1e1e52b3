"""Finding the tags of a part in its paragraphs, whole and broken, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from service.assembly.lint.catalogue import Code, Fault, fault
from service.assembly.lint.lookalikes import lookalikes, single_braces, straightened, strange_character
from service.assembly.places import Paragraph, Place
from service.assembly.tags import shortened

_OPENING = re.compile(r"\{[{%#]")
_CLOSING: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_PREFIX = re.compile(r"(tr|tc|p|r) ")
_APART = re.compile(r"(?:[-+]\s*|\s+)(tr|tc|p|r)\s+(?=for|if|el|end|set\b|with\b|macro\b)")
_STATEMENT = re.compile(r"[{｛]\s*[%％][-+]?\s*(?:(?:p|tr|tc|r)\s+)?(\w+)")
_RAW, _END_OF_RAW = re.compile(r"\{%[-+]?\s*raw\s*[-+]?%\}"), re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_TEXT_LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'")
_COMMENTS = "批注"
_QUOTE = re.compile("[\"']")
_USUAL = 200  # characters: looked at first, as most tags end soon
_LONGEST = 5_000  # characters of a tag; what goes on longer has lost its end
_AHEAD = 50  # paragraphs searched for the end of a tag; further off it was meant for another


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A whole tag: where it stands, its text as written, whether it prints (``{{``), its prefix (p, tr, tc, r or
    nothing), and what is between the braces, quotes made straight as docxtpl does. Tags are told apart by identity."""

    paragraph: Paragraph
    start: int
    text: str
    prints: bool
    prefix: str
    body: str

    @property
    def place(self) -> Place:
        """Where the tag stands."""
        return self.paragraph.place

    @property
    def shown(self) -> str:
        """The tag in a sentence."""
        return shortened(self.text)

    @property
    def word(self) -> str:
        """The first word of a statement (for, if, endfor …), "" for a printing tag."""
        found = re.match(r"\w*", self.body)
        return "" if self.prints or found is None else found[0]

    def fault(self, code: Code, **words: str) -> Fault:
        """A fault of this tag."""
        return fault(code, self.place, self.shown, self.start, **words)


@dataclass(slots=True)
class Scan:
    """The whole tags of a part, those among them that cannot be read, what is wrong with tags, whole or not, and the
    first words (if, endfor …) of statements that are not whole."""

    tags: list[Tag] = field(default_factory=list)
    unreadable: set[Tag] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def blame(self, found: Fault, text: str) -> None:
        """Note a fault of a tag that is not whole, and what it would have been."""
        self.faults.append(found)
        if word := _STATEMENT.match(text):
            self.broken.append(word[1])


def scan(paragraphs: Sequence[Paragraph], names: Container[str] = ()) -> Scan:
    """The tags of a part; names are the data's, by which a tag is known that lacks a brace on either side. What tracked
    changes deleted, and field codes cut in pieces, yield faults and no tags."""
    found = Scan()
    _Reader([each for each in paragraphs if each.typed], found, names).read()
    for paragraph in paragraphs:
        if not paragraph.typed:
            _read_apart(paragraph, found)
    if paragraphs:
        _put_in_order(found.tags, paragraphs[0].element.getroottree())
    return found


def _put_in_order(tags: list[Tag], document: etree._ElementTree) -> None:
    """Sort tags as the press meets them: field codes, pictures and text boxes stand in the middle of paragraphs."""
    at = {element: number for number, element in enumerate(document.iter("*"))}

    def position(tag: Tag) -> tuple[int, int]:
        pieces = tag.paragraph.pieces
        return at[pieces[bisect_right(pieces, tag.start, key=lambda piece: piece.start) - 1].element], tag.start

    tags.sort(key=position)


def _read_apart(paragraph: Paragraph, found: Scan) -> None:
    """The tags of a text that stands apart: a field code, an attribute, or what was deleted."""
    inner = Scan()
    _Reader([paragraph], inner, ()).read()
    if paragraph.struck:
        found.faults.extend(tag.fault(Code.TRACKED_DELETION) for tag in inner.tags)
        return
    for tag in inner.tags:
        end = tag.start + len(tag.text)
        if sum(piece.start < end and piece.end > tag.start for piece in paragraph.pieces) > 1:
            found.faults.append(tag.fault(Code.FIELD_CODE_SPLIT))
        else:
            found.tags.append(tag)
    found.faults.extend(inner.faults)
    found.unreadable |= inner.unreadable
    found.broken += inner.broken


class _Reader:
    """One pass over texts that follow each other, as a tag or a raw block may go from one into the next."""

    def __init__(self, paragraphs: Sequence[Paragraph], found: Scan, names: Container[str]) -> None:
        self._paragraphs = paragraphs
        self._found = found
        self._names = names
        self._raw = False
        self._starts: dict[int, int] = {}  # where the text of a paragraph begins in which a tag from before ends

    def read(self) -> None:
        for index, paragraph in enumerate(self._paragraphs):
            position = self._starts.get(index, 0)
            taken = [(0, position)]
            while position < len(paragraph.text):
                start, position = self._next(index, position)
                taken.append((start, position))
            self._look_at_rest(paragraph, taken)

    def _next(self, index: int, position: int) -> tuple[int, int]:
        """The stretch of the next tag, whole or broken, from a position on."""
        paragraph = self._paragraphs[index]
        text = paragraph.text
        if self._raw:
            closing = _END_OF_RAW.search(text, position)
            self._raw = closing is None
            return position, closing.end() if closing else len(text)
        opening = _OPENING.search(text, position)
        if opening is None:
            return len(text), len(text)
        if raw := _RAW.match(text, opening.start()):
            self._raw = True
            return opening.start(), raw.end()
        end, inner = _end_of(text, opening)
        if end < 0 or inner >= 0:
            return self._broken(index, opening, inner)
        self._add(paragraph, text[opening.start() : end], opening.start())
        return opening.start(), end

    def _add(self, paragraph: Paragraph, text: str, start: int) -> None:
        if not text.startswith("{#"):
            tag, wrong = _tag(paragraph, text, start)
            self._found.tags.append(tag)
            if wrong:
                self._found.faults.append(wrong)
                self._found.unreadable.add(tag)

    def _broken(self, index: int, opening: re.Match[str], inner: int) -> tuple[int, int]:
        """A tag without its end: what became of it, and how far it goes."""
        paragraph = self._paragraphs[index]
        start, text = opening.start(), paragraph.text
        right = _CLOSING[opening[0]]
        end = _end_around(text, inner, right) if inner >= 0 else 0
        words: dict[str, str] = {}
        if end:
            code = Code.TAG_IN_TAG
        elif like := lookalikes(text[start + 2 : inner if inner >= 0 else None], closing_only=True):
            code, words = _almost_ended(like[0].found, right)
            end = start + 2 + like[0].end
        elif inner < 0 and (later := self._end_later(index, right)):
            code, words = Code.TAG_ACROSS_PARAGRAPHS, {"found": str(later)}
            end = len(text)
        else:
            code, words, end = Code.TAG_UNCLOSED, {"right": right}, inner if inner >= 0 else len(text)
        self._found.blame(fault(code, paragraph.place, shortened(text[start:end]), start, **words), text[start:end])
        return start, end

    def _end_later(self, index: int, right: str) -> int:
        """The number of the next paragraph in which the tag left open ends, before any other begins; 0 for none."""
        for later, paragraph in enumerate(self._paragraphs[index + 1 : index + _AHEAD], index + 1):
            end = paragraph.text.find(right)
            opening = _OPENING.search(paragraph.text)
            if end >= 0 and (opening is None or end < opening.start()):
                self._starts[later] = end + 2
                return paragraph.place.paragraph
            if opening:
                return 0
        return 0

    def _look_at_rest(self, paragraph: Paragraph, taken: list[tuple[int, int]]) -> None:
        """The text between the tags: braces that only look like tags, and ends without a beginning."""
        if paragraph.place.part == _COMMENTS:  # notes about the paper may speak of braces
            return
        ends = [end for _, end in taken]
        starts = [*(start for start, _ in taken[1:]), len(paragraph.text)]
        for begin, end in zip(ends, starts, strict=True):
            self._look_at_gap(paragraph, begin, paragraph.text[begin:end])

    def _look_at_gap(self, paragraph: Paragraph, begin: int, gap: str) -> None:
        for like in lookalikes(gap):
            code, right = Code.LOOKALIKE_BRACE, like.right
            if like.found in _CLOSING.values():
                code = Code.TAG_UNOPENED
                right = next(opening for opening, closing in _CLOSING.items() if closing == like.found)
            shown, at = shortened(like.text), begin + like.start
            self._found.blame(fault(code, paragraph.place, shown, at, found=like.found, right=right), like.text)
        for single in single_braces(gap, self._names):
            name, at = single[0].strip("{｛}｝ "), begin + single.start()
            words = {"found": single[0], "right": f"{{{{ {name} }}}}"}
            self._found.faults.append(fault(Code.LOOKALIKE_BRACE, paragraph.place, single[0], at, **words))


def _almost_ended(found: str, right: str) -> tuple[Code, dict[str, str]]:
    """What is wrong with a tag that has something like an end: one brace, strange braces, or the right ones far off."""
    if found == right:
        return Code.SYNTAX, {"found": f"标签过长，超过 {_LONGEST} 字"}
    return Code.TAG_UNCLOSED if found == "}" else Code.LOOKALIKE_BRACE, {"found": found, "right": right}


def _end_of(text: str, opening: re.Match[str]) -> tuple[int, int]:
    """Where the tag ends (-1 for nowhere), and where another begins before that (-1 for none). Braces inside a text
    literal do not count, unless its quotes do not pair."""
    closing = _CLOSING[opening[0]]
    after = opening.end()
    if closing == "#}":
        end = text.find(closing, after)
        return (end + 2 if end >= 0 else -1), -1
    for longest in (_USUAL, _LONGEST):
        masked = inside = straightened(text[after : after + longest])
        end = -1
        if closing in inside:
            masked = _TEXT_LITERAL.sub(lambda literal: "\0" * len(literal[0]), inside)
            end = _outside_braces(masked, closing)
        if end >= 0 and not _QUOTE.search(masked, 0, end):
            break  # nothing further on can change that
    if end < 0:
        masked, end = inside, inside.find(closing)
    inner = _OPENING.search(masked, 1 if masked.startswith("{") else 0)
    nested = after + inner.start() if inner and inner[0] != "{#" and (end < 0 or inner.start() < end) else -1
    return (after + end + 2 if end >= 0 else -1), nested


def _outside_braces(text: str, closing: str) -> int:
    """Where a tag's end stands that is not the end of dictionaries in it, as in ``{{ {1: {2: 3}}[1][2] }}``."""
    depth = 0
    for index, character in enumerate(text):
        if depth == 0 and text.startswith(closing, index):
            return index
        depth += (character == "{") - (character == "}" and depth > 0)
    return -1


def _end_around(text: str, inner: int, right: str) -> int:
    """The end of a tag with another inside, when it ends before a third begins; 0 when it does not."""
    text = text[: inner + _LONGEST]
    ends = (text.find("}}", inner), text.find("%}", inner))
    first = min((end for end in ends if end >= 0), default=-1)
    if first < 0:
        return 0
    third = _OPENING.search(text, first)
    end = text.find(right, first + 2)
    return end + 2 if end >= 0 and (third is None or end < third.start()) else 0


def _tag(paragraph: Paragraph, text: str, start: int) -> tuple[Tag, Fault | None]:
    """The tag of that text, and why it cannot be read as one."""
    inner = straightened(text[2:-2]).replace("\n", " ")
    prefix = _PREFIX.match(inner)
    body = inner[prefix.end() :] if prefix else inner.removeprefix("-").removeprefix("+")
    body = body.removesuffix("-").removesuffix("+").strip()
    tag = Tag(paragraph, start, text, text.startswith("{{"), prefix[1] if prefix else "", body)
    if not tag.prints and (apart := _APART.match(inner)):
        tag = replace(tag, prefix=apart[1], body=inner[apart.end() :].removesuffix("-").strip())
        return tag, tag.fault(Code.PREFIX_APART, found=apart[1], right=f"{{%{apart[1]} … %}}")
    if prefix and ("%" in body or "}" in body):
        return tag, tag.fault(Code.PREFIX_PERCENT)
    if strange := strange_character(text):
        return tag, tag.fault(strange[0], found=strange[1], right=strange[2])
    return tag, None
