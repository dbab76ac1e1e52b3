"""Every seeded fault is found with its code and its place, and nothing beside it."""

from __future__ import annotations

import pytest

from service.assembly.lint import Code, lint
from service.wording import FILTERS
from tests.assembly.docx_builder import docx
from tests.assembly.lint.seeded import DATA, SEEDED, Seeded


@pytest.mark.parametrize("seeded", SEEDED.values(), ids=SEEDED)
def test_fault_is_found_at_its_place(seeded: Seeded) -> None:
    found = lint(docx(seeded.body, **seeded.parts), filters=FILTERS, sample=DATA)
    assert tuple((fault.code.value, str(fault.place)) for fault in found.faults) == seeded.found


def test_every_code_is_seeded() -> None:
    seeded = {code for each in SEEDED.values() for code, _ in each.found}
    # These three concern no tag: test_linter.py and tests/assembly/test_vetting.py have them.
    assert {code.value for code in Code} - seeded == {"place-not-filled", "press", "made-document"}


def test_all_faults_come_in_one_run_and_in_reading_order() -> None:
    alone = [each for each in SEEDED.values() if each.body.count("<w:p>") == 1 and "{%" not in each.body]
    alone = [each for each in alone if not each.parts and each.found[0][1] == "正文第1段" and "文本框" not in each.body]
    found = lint(docx("".join(each.body for each in alone)), filters=FILTERS, sample=DATA).faults
    assert len(alone) > 40
    assert [(fault.code.value, fault.place.paragraph) for fault in found] == [
        (each.found[0][0], number) for number, each in enumerate(alone, 1)
    ]
