"""The year's twelve bulletins as their readers hold them: what one says of last month is what that month's said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest
from sqlalchemy import select

from service.store.models import IssuedPaper
from tests.registers.lived import Lived
from tests.support import year_ledgers as ledgers
from tests.support.printed import column, tables_of, text_of
from tests.support.test_year_ledgers import NEW, UNWRITTEN

NAME, DONE, OWN = "项目名称", "累计完成投资", "本月完成投资"
THEN, NOW = "上期完成投资", "本期完成投资"
LISTED = "形象进度"  # a column of the table of all projects alone


@dataclass(frozen=True)
class Bulletin:
    """A bulletin's printed text and tables."""

    text: str
    tables: list[list[list[str]]]

    def all_projects(self, wanted: str) -> dict[str, str]:
        return column([table for table in self.tables if LISTED in table[0]], NAME, wanted)

    def changed(self, wanted: str) -> dict[str, str]:
        return column(self.tables, NAME, wanted)

    def found(self, pattern: str) -> Decimal:
        match = re.search(pattern, self.text)
        assert match, pattern
        return Decimal(match[1])


@pytest.fixture(scope="module")
def bulletins(lived: Lived) -> Sequence[Bulletin]:
    """In the order of the months."""
    files = lived.store.files
    with lived.store.read() as session:
        papers = session.scalars(select(IssuedPaper).filter_by(kind="progress_bulletin").order_by(IssuedPaper.item))
        documents = [files.get(paper.document) for paper in papers]
    assert len(documents) == lived.county.months
    return [Bulletin(text_of(document), tables_of(document)) for document in documents]


def amount(printed: str) -> Decimal:
    """A printed amount; what was not reported or does not apply counts as nothing."""
    return Decimal(printed) if re.fullmatch(r"-?[\d.]+", printed) else Decimal(0)


def test_what_a_bulletin_says_of_last_month_is_what_last_month_said(bulletins: Sequence[Bulletin]) -> None:
    for last, this in pairwise(bulletins):
        printed = last.all_projects(DONE)
        then = this.changed(THEN)
        assert then
        assert {name: said for name, said in then.items() if name in printed} == {
            name: printed[name] for name in then if name in printed
        }
        assert set(then) - set(printed) <= {NEW}
        assert this.found(r"上期为([\d.]+)%") == last.found(r"占年度计划投资的([\d.]+)%")


def test_what_a_bulletin_says_of_this_month_stands_in_all_its_tables(bulletins: Sequence[Bulletin]) -> None:
    for this in bulletins:
        printed = this.all_projects(DONE)
        whole = (sum(map(amount, printed.values()), Decimal(0)) / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert this.found(r"累计完成投资([\d.]+)亿元") == whole
    for this in bulletins[1:]:
        printed = this.all_projects(DONE)
        assert {name: said for name, said in this.changed(NOW).items() if name in printed} == {
            name: said for name, said in printed.items() if name in this.changed(NOW)
        }


def test_what_changed_from_month_to_month_makes_the_year(bulletins: Sequence[Bulletin]) -> None:
    first, last = (
        {name: amount(said) for name, said in each.all_projects(DONE).items()} for each in (bulletins[0], bulletins[-1])
    )
    moved = sum(
        amount(this.changed(NOW)[name]) - amount(then)
        for this in bulletins[1:]
        for name, then in this.changed(THEN).items()
    )
    assert sum(first.values()) + moved == sum(last.values())


def test_the_months_of_a_project_make_its_year(bulletins: Sequence[Bulletin]) -> None:
    own: dict[str, Decimal] = {}
    for this in bulletins:
        for name, said in this.all_projects(OWN).items():
            own[name] = own.get(name, Decimal(0)) + amount(said)
    for name, said in bulletins[-1].all_projects(DONE).items():
        if name not in (NEW, UNWRITTEN):
            assert own[name] == amount(said), name


def test_zero_and_silence_are_told_apart(bulletins: Sequence[Bulletin]) -> None:
    zero = r"累计完成投资为0的单位\d+个：([^。]*)。"
    assert ledgers.QUIET in names(bulletins[0], zero)
    if len(bulletins) >= ledgers.QUIET_SILENT:
        may = bulletins[ledgers.QUIET_SILENT - 1]
        assert ledgers.QUIET in names(may, r"未上报累计完成投资的单位\d+个：([^。]*)。")
        assert ledgers.QUIET not in names(may, zero)


def names(bulletin: Bulletin, pattern: str) -> list[str]:
    match = re.search(pattern, bulletin.text)
    assert match, bulletin.text[:2000]
    return match[1].split("、")
