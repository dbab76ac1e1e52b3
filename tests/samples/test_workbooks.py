"""The committed workbooks are what the builder makes, with every oddity where the README says."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data_adapters import read_file
from samples import build
from samples.ledger import PERSONS
from service.figures import against, check
from tests.samples import hand_figures

_LIKE_A_PHONE = re.compile(r"\d{3,4}-\d{7,8}|1[3-9]\d{9}|\d{7,8}-\d+")
_ODDITY = re.compile(r"^\| (项目台账|任务单位|问题清单) \| ([A-Z]+\d+) \| (空白|`.+?`) \|", re.MULTILINE)
_WEEKDAYS = "一二三四五六日"


def sheets() -> dict[str, Worksheet]:
    books = [load_workbook(build.FOLDER / name) for name in (build.LEDGER, build.ISSUES)]
    return {sheet.title: sheet for book in books for sheet in book.worksheets}


def meeting() -> dict[str, Any]:
    return tomllib.loads((build.FOLDER / "meeting.toml").read_text(encoding="utf-8"))


def shown(value: object) -> str:
    """The value of a cell as the README writes it."""
    if value is None:
        return "空白"
    return f"`{value:%Y-%m-%d}`" if isinstance(value, datetime) else f"`{value}`"


def texts() -> Iterator[str]:
    for sheet in sheets().values():
        yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))
    yield (build.FOLDER / "meeting.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [build.LEDGER, build.ISSUES, build.LAST])
def test_committed_workbook_equals_the_built_one(name: str) -> None:
    assert build.picture(load_workbook(build.FOLDER / name)) == build.picture(build.build(name))


def test_check_tells_a_changed_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (build.LEDGER, build.ISSUES, build.LAST):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(build.FOLDER / name, tmp_path / name)
    monkeypatch.setattr(build, "FOLDER", tmp_path)
    assert build.main(["--check"]) == 0
    changed = load_workbook(tmp_path / build.LEDGER)
    changed["任务单位"]["E5"].value = 2.89
    changed.save(tmp_path / build.LEDGER)
    assert build.main(["--check"]) == 1
    assert build.main([]) == 0
    assert build.main(["--check"]) == 0


def test_every_oddity_stands_where_the_readme_says() -> None:
    oddities = _ODDITY.findall((build.FOLDER / "README.md").read_text(encoding="utf-8"))
    found = sheets()
    told = {(sheet, cell): text for sheet, cell, text in oddities}
    assert len(told) == len(oddities) > 60
    assert {place: shown(found[place[0]][place[1]].value) for place in told} == told


@pytest.mark.parametrize("cell", ["G9", "I10", "I16", "I36", "G77", "L8", "F27"])
def test_numbers_and_dates_typed_as_text_are_text(cell: str) -> None:
    assert isinstance(sheets()["项目台账"][cell].value, str)


def test_the_true_date_is_a_date() -> None:
    assert sheets()["项目台账"]["F15"].value == datetime(2026, 5, 31)


def test_every_phone_is_an_invented_one() -> None:
    phones = [phone for text in texts() for phone in _LIKE_A_PHONE.findall(text)]
    assert len(phones) == 24
    assert [phone for phone in phones if not re.fullmatch(r"0000-55501\d\d", phone)] == []


def test_every_person_has_an_invented_name_without_family_name() -> None:
    found = sheets()
    columns = (("项目台账", "S", 5), ("任务单位", "H", 4), ("问题清单", "H", 4))
    people = {found[sheet][f"{column}{row}"].value for sheet, column, first in columns for row in range(first, 84)}
    assert people - {None} == set(PERSONS.values())
    assert all(len(str(person)) == 2 for person in people - {None})


def test_the_meeting_writes_to_units_of_the_ledger() -> None:
    leads = {row["unit"] for row in hand_figures.read()["typed"]["projects"]}
    addressees = meeting()["meeting"]["addressees"]
    assert len(addressees) == len(set(addressees)) == 12
    assert set(addressees) <= leads


def test_every_open_issue_is_addressed() -> None:
    open_units = {row["unit"] for row in hand_figures.read()["typed"]["issues"] if row["says"] != "solved"}
    assert open_units <= set(meeting()["meeting"]["addressees"])


@pytest.mark.parametrize("field", ["time", "reply_by"])
def test_the_weekday_stated_is_the_weekday(field: str) -> None:
    stated = re.match(r"(\d+)年(\d+)月(\d+)日（星期(.)）", meeting()["meeting"][field])
    assert stated is not None
    year, month, day = (int(part) for part in stated.groups()[:3])
    assert stated[4] == _WEEKDAYS[datetime(year, month, day).weekday()]


def test_the_earlier_ledger_leads_to_the_later_one() -> None:
    """What was done then, and what this month added, is what is done now: in every row where all three are known."""
    then, now = (read_file(build.FOLDER / name) for name in (build.LAST, build.LEDGER))
    assert [(reading.year, reading.month) for reading in (then, now)] == [(2026, 9), (2026, 10)]
    before = {project.project_name: project.done_this_year_to_date for project in then.projects}
    differences = []
    for project in now.projects:
        then_done, month, done = (
            before.get(project.project_name),
            project.done_this_month,
            project.done_this_year_to_date,
        )
        if isinstance(then_done, Decimal) and isinstance(month, Decimal) and isinstance(done, Decimal):
            differences.append(done - month - then_done)
    assert len(differences) > 50
    assert set(differences) == {0}


def test_the_slips_of_both_ledgers_are_those_told_and_no_more() -> None:
    then, now = (read_file(build.FOLDER / name) for name in (build.LAST, build.LEDGER))
    assert [item.addresses[0].name for item in check(then)] == ["G55"]
    codes = {item.code for item in against([then], [now])}
    assert codes == {"new", "gone", "went_silent"}
