"""Every seeded fault is found, with its clause, and nothing else is said."""

from __future__ import annotations

from datetime import date

import pytest

from service.assembly.gongwen_check import check, load_profile
from tests.assembly.gongwen_check.made import electronic, paper
from tests.assembly.gongwen_check.seeded import FAULTS, Seeded

STANDARD = load_profile()
TODAY = date(2026, 11, 22)


def test_the_bulletin_is_clean() -> None:
    assert check(paper(), profile=STANDARD, today=TODAY) == []
    assert check(electronic(), profile=load_profile("electronic"), today=TODAY) == []


def test_each_layout_is_wrong_in_the_other_profile() -> None:
    assert {found.code for found in check(electronic(), profile=STANDARD)} == {"margin", "lines-per-page"}
    assert {found.code for found in check(paper(), profile=load_profile("electronic"))} == {"margin"}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}{'-' * bool(fault.name)}{fault.name}")
def test_fault(fault: Seeded) -> None:
    document = paper(*fault.changes, part=fault.part, every=fault.every)
    found = check(document, profile=STANDARD, today=TODAY)
    hits = [each for each in found if each.code == fault.code]
    assert hits, [str(each) for each in found]
    assert all(fault.clause in each.clause for each in hits)
    others = {each.code for each in found} - {fault.code} - fault.with_it
    assert others == set(), [str(each) for each in found if each.code in others]


def test_every_rule_has_its_fault() -> None:
    seeded = {fault.code for fault in FAULTS}
    elsewhere = {"title-missing", "signature-missing", "length", "minutes-labels"}  # in test_odd.py, test_kinds.py
    assert set(STANDARD.rules) - seeded == elsewhere
