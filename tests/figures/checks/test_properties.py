"""What must hold for any ledger: questions point at cells, change nothing, and a ledger agrees with itself."""

from __future__ import annotations

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from data_adapters import Project, Reading
from service.figures import against, check
from tests.figures.made import project, reading

_AMOUNTS = st.one_of(
    st.sampled_from(["", "—", "0", "-1", "1e39", "0.0001"]),
    st.integers(0, 99).map(str),
    st.decimals(0, 10**9, places=4).map(str),
)
_NAMES = st.sampled_from(
    ["滨河路", "滨河路工程", "滨河大道改造提升", "滨河大道改造", "粮库1期", "粮库二期", "项目", "★"]
)


@st.composite
def _ledgers(draw: st.DrawFn) -> Reading:
    fields = ("invest", "plan", "done", "month", "rate")
    rows: list[Project] = []
    for row in range(5, 5 + draw(st.integers(0, 8))):
        amounts = {name: draw(_AMOUNTS) for name in fields}
        rows.append(project(draw(_NAMES), row=row, unit=draw(st.sampled_from(["栖云镇", "枕石镇", ""])), **amounts))
    return reading(projects=rows)


@settings(max_examples=60, deadline=None)
@given(_ledgers())
def test_every_question_points_at_cells_of_the_ledger_and_changes_nothing(ledger: Reading) -> None:
    before = copy.deepcopy(ledger)
    rows = {record.row.row for record in ledger.projects}
    for item in check(ledger):
        assert item.addresses
        assert {cell.row for cell in item.addresses} <= rows
        assert item.code
        assert str(item).startswith(str(item.addresses[0]))
    assert ledger == before


@settings(max_examples=60, deadline=None)
@given(_ledgers())
def test_a_ledger_says_nothing_against_itself(ledger: Reading) -> None:
    assert {item.code for item in against([ledger], [ledger])} <= {"nothing_updated"}


@settings(max_examples=60, deadline=None)
@given(_ledgers(), _ledgers())
def test_every_record_of_both_uploads_is_accounted_for(last: Reading, now: Reading) -> None:
    found = against([last], [now])
    gone = sum(item.code in ("gone", "renamed") for item in found)
    new = sum(len(item.addresses) for item in found if item.code == "new") + sum(i.code == "renamed" for i in found)
    if not {"one_sided", "nothing_in_common"} & {item.code for item in found}:
        assert len(last.projects) - gone == len(now.projects) - new
