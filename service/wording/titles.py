"""The lines of a title: broken between words only, shaped as a trapezium or a diamond (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Final, NamedTuple

from service.wording.values import describe, words

# Faults of shape, which no balance makes good: a waist or a last line of a letter or two is worth one more line, a
# title that rests on its longest line is not.
_WAIST: Final = 4
_STUB: Final = 4
_WORTH_A_LINE: Final = 4
_LONGEST_LAST: Final = 1
_STUB_SIZE: Final = 2
# Two equal lines (a rectangle) are no fault, but worth avoiding while the difference stays this small (squared).
_EQUAL_LINES: Final = 10


class _Way(NamedTuple):
    """One way to break what is left of a title: its faults of shape, how uneven it is, and where its lines end."""

    faults: int
    uneven: int
    ends: tuple[int, ...]


def title_lines(segments: Sequence[str], width: int = 20) -> list[str]:
    """The title in the fewest lines of at most ``width`` characters, broken only between ``segments``.

    Among the ways with so few lines the most balanced one that is a trapezium or a diamond is taken; the longest
    line is the last one only where nothing but a waist (longer, shorter, longer) would avoid it. One line more is taken
    where the fewest give a waist or a last line of one or two characters and one more does not. A segment longer than
    ``width`` keeps a line of its own. Latin letters and digits count as full characters, so a line with them is
    never too wide. ValueError: no segments, an empty one, or a width below 1.
    """
    if isinstance(segments, str) or not segments:
        raise ValueError(f"标题应给出分好词的列表，收到的是{describe(segments)}。")
    if isinstance(width, bool) or not isinstance(width, int) or width < 1:
        raise ValueError(f"标题每行字数应为正整数，收到的是{describe(width)}。")
    parts = [words(part, "标题的每一段") for part in segments]
    ends = _best_ends([len(part) for part in parts], width)
    return ["".join(parts[start:end]) for start, end in zip((0, *ends), ends, strict=False)]


def _best_ends(sizes: list[int], width: int) -> tuple[int, ...]:
    needed = _fewest_lines(sizes, width)
    way = _best_way(sizes, width, needed)
    assert way is not None, "the fewest lines are always enough"
    if way.faults >= _WORTH_A_LINE:
        more = _best_way(sizes, width, needed + 1)
        if more and more.faults < _WORTH_A_LINE:
            return more.ends
    return way.ends


def _best_way(sizes: list[int], width: int, count: int) -> _Way | None:
    """The best way to set all segments in so many lines; None where there are not so many segments."""
    edges = list(accumulate(sizes, initial=0))
    last = len(sizes)

    @cache
    def best(start: int, lines: int, previous: int, falling: bool) -> _Way | None:
        """The best way from ``start`` on in ``lines`` lines, after one of ``previous`` characters (0: none)."""
        if start == last:
            return _Way(0, 0, ()) if lines == 0 else None
        found: list[_Way] = []
        for end in range(start + 1, last + 1) if lines else ():
            size = edges[end] - edges[start]
            if size > width and end > start + 1:
                break
            rest = best(end, lines - 1, size, falling or 0 < size < previous)
            if rest is not None:
                faults = _faults(size, previous, falling, end == last)
                # Deviations from the mean stay whole numbers when measured in 1/count characters.
                uneven = (size * count - edges[last]) ** 2 + (size == previous) * _EQUAL_LINES * count**2
                found.append(_Way(faults + rest.faults, uneven + rest.uneven, (end, *rest.ends)))
        return min(found, default=None)

    return best(0, count, 0, False)


def _faults(size: int, previous: int, falling: bool, is_last: bool) -> int:
    if previous == 0:
        return 0
    if size <= previous:
        return _STUB * (is_last and size <= _STUB_SIZE)
    return _WAIST if falling else _LONGEST_LAST * is_last


def _fewest_lines(sizes: list[int], width: int) -> int:
    lines, room = 0, 0
    for size in sizes:
        if lines == 0 or size > room:
            lines, room = lines + 1, width
        room -= size
    return lines
