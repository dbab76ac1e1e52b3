"""Numbers given on paper before: for each kind of paper with a number of its own, the last one of this year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.errors import EntryError
from service.papers.catalogue import papers
from service.store import Store, numbers
from service.store.clock import now
from service.store.number_report import report


@dataclass(frozen=True, slots=True)
class Row:
    """A series: its word, the papers that use it, its sign before the year, and how far it is used."""

    word: str
    titles: str
    sign: str
    last: int


def rows(store: Store, organ: str) -> list[Row]:
    """The series of an office's papers this year."""
    year = numbers.series_at("办", "", now()).year
    with store.read() as session:
        used = {each.sign: each.last for each in report(session, year)}
    titles: dict[str, list[str]] = {}
    for paper in papers().values():
        if paper.series:
            titles.setdefault(paper.series, []).append(paper.title)
    return [
        Row(word, "、".join(found), f"{organ}{word}〔{year}〕", used.get(f"{organ}{word}", 0))
        for word, found in titles.items()
    ]


def take_over(store: Store, organ: str, form: Mapping[str, str], who: str) -> int:
    """Go on after the numbers that were typed, all or none; gives in how many series. Raises :class:`EntryError` for
    what is no number, :class:`StoreError` for one that is used already."""
    wanted = {name.removeprefix("last-"): text.strip() for name, text in form.items() if name.startswith("last-")}
    last = {word: _number(word, text) for word, text in wanted.items() if text}
    evidence = form.get("evidence", "").strip() or "网页设置时登记的纸质编号"
    with store.write() as session:
        for word, number in last.items():
            numbers.take_over(session, numbers.series_at(organ, word, now()), number + 1, evidence, who)
    return len(last)


def _number(word: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 1_000_000):
        raise EntryError(f"“{word}”字号最后用到的编号应是一个数，现在是“{text}”，没有用过的请留空")
    return int(text)
