"""Which printed value stands in which paragraph, and what it remembers of where it comes from.

While a paper is filled for a trace, a mark of characters no value and no template can hold goes out before each value
that tells a figure. The marks are taken off before anything looks at the part, so that the paper is the same, byte for
byte, whether it is traced or not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, islice, repeat
from typing import Any, Final, NamedTuple

from lxml import etree
from markupsafe import Markup

from service.assembly.generator import plain
from service.assembly.mend import W, in_use
from service.wording.traced import Printed, Whole, figures_of, of_number, told

_BEGIN: Final = "\x02"
_END: Final = "\x03"
_DIRECT: Final = "\x04"
_PARAGRAPH: Final = W + "p"
_ONLY_TEXTS: Final = frozenset([str])


class Mark(NamedTuple):
    """A figure in a paper: the part as users call it, the paragraph's number in it from 1 (as places.paragraphs counts;
    0 where it cannot be told), the text printed, the exact value (words where there is none) and the opaque origin."""

    part: str
    paragraph: int
    printed: str
    exact: object
    origin: object


class Captured(Markup):
    """Ready-made XML out of a macro or a set block, with the marks that stood in it: number and place in the text."""

    __slots__ = ("_marks",)
    _marks: tuple[tuple[int, str], ...]


def captured(value: Any) -> Any:
    """value; XML with marks in it as :class:`Captured`, so that a template that measures or compares it sees none."""
    if not isinstance(value, str) or _BEGIN not in value:
        return value
    first, *pieces = str.split(value, _BEGIN)
    texts, marks, at = [first], [], len(first)
    for piece in pieces:
        number, _, text = piece.partition(_END)
        marks.append((at, number))
        texts.append(text)
        at += len(text)
    made = Captured("".join(texts))
    made._marks = tuple(marks)
    return made


class Traces:
    """What one fill tells of its values' origins. The parts come one after another."""

    def __init__(self) -> None:
        self._seen: list[tuple[str, Printed]] = []  # by number, with the part they were printed into
        self._direct: list[Printed] = []  # printed where they stand, in their order; of the part at hand
        self._places: list[tuple[str, Printed, int]] = []  # part, text, paragraph
        self._placed: set[int] = set()
        self._part = ""
        self._first = 0  # of the places of the part at hand

    def begin(self, part: str) -> None:
        """From now on values are printed into this part."""
        self._part, self._first, self._direct = part, len(self._places), []

    def mark(self, text: str, figures: tuple[object, ...]) -> str:
        """The mark that goes out before a text that tells these figures, wherever it may end."""
        self._seen.append((self._part, told(text, *figures)))
        return f"{_BEGIN}{len(self._seen) - 1}{_END}"

    def plain(self, values: list[Any]) -> bool:
        """As generator.plain, with a mark put before the values that tell a figure; in place. They stand where they
        are printed, so that their order tells which is which."""
        if _ONLY_TEXTS.issuperset(map(type, values)):
            return plain(values)
        for at, value in enumerate(values):
            if type(value) is Whole:
                values[at] = of_number(str(value), value)
            elif type(value) is Captured:
                return False
        if not plain(values):
            return False
        for at, value in enumerate(values):
            if type(value) is Printed:
                self._direct.append(value)
                values[at] = _DIRECT + value
            elif type(value) is not str and (figures := figures_of(value)):
                self._direct.append(told(value, *figures))
                values[at] = _DIRECT + value
        return True

    def marked_again(self, value: object, text: str) -> str:
        """text, the text of value, with the marks that were taken off when it was captured."""
        if not isinstance(value, Captured) or len(text) != len(value):
            return text
        pieces: list[str] = []
        done = 0
        for at, number in value._marks:
            pieces += (text[done:at], _BEGIN, number, _END)
            done = at
        return "".join((*pieces, text[done:]))

    def taken(self, text: str) -> str:
        """A part's text without its marks, which are noted by how many paragraphs began before each."""
        pieces = text.split(_DIRECT)
        if _BEGIN in text:
            pieces = self._without_numbers(pieces)
        begun = accumulate([piece.count("<w:p>") + piece.count("<w:p ") for piece in pieces[:-1]])
        self._places += zip(repeat(self._part), self._direct, begun)
        return "".join(pieces)

    def _without_numbers(self, pieces: list[str]) -> list[str]:
        """The text between all marks; ``_direct`` goes with it."""
        order: list[Printed] = []
        direct, texts = iter(self._direct), []
        for at, piece in enumerate(pieces):
            order += islice(direct, min(at, 1))
            first, *more = piece.split(_BEGIN)
            texts.append(first)
            for numbered in more:
                number, _, rest = numbered.partition(_END)
                order.append(self._seen[int(number)][1])
                self._placed.add(int(number))
                texts.append(rest)
        self._direct = order
        return texts

    def settle(self, before: Sequence[etree._Element], root: etree._Element) -> None:
        """Number the part's marks by the paragraphs of root as it leaves; ``before`` are those it had when its marks
        were taken off."""
        numbers = {element: number for number, element in enumerate(in_use(root, _PARAGRAPH), start=1)}
        self._number([0, *(numbers.get(element, 0) for element in before)].__getitem__)

    def settle_text(self, before: str, text: str) -> None:
        """As settle, for a part that was not parsed."""
        if "Fallback" in text:  # holds what old programs read once more, which counts for nothing
            root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
            self.settle(list(root.iter(_PARAGRAPH)), root)
        elif before is not text and before.count("<w:p") != text.count("<w:p"):  # merged cells lost some
            self.forget()

    def forget(self) -> None:
        """The paragraphs of the part at hand cannot be told."""
        self._number(lambda _: 0)

    def _number(self, number_of: Callable[[int], int]) -> None:
        found = self._places[self._first :]
        self._places[self._first :] = [(part, text, number_of(paragraph)) for part, text, paragraph in found]

    def all(self) -> list[Mark]:
        """Every mark, those last whose text a template kept, changed or measured and did not print as it was."""
        lost = [(part, text, 0) for number, (part, text) in enumerate(self._seen) if number not in self._placed]
        made = tuple.__new__
        return [
            made(Mark, (part, paragraph, text, figure, getattr(figure, "_origin", None)))
            for part, text, paragraph in (*self._places, *lost)
            for figure in text._figures
        ]
