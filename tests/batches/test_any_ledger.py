"""Whatever a ledger says, a pack is made: every paper whole, every refusal a sentence, the listing readable."""

from __future__ import annotations

import io
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from data_adapters import Project, Topic, UnitTarget
from service.assembly.word_rules import check_document
from service.batches import Summary, make
from service.batches.listing import listing
from service.errors import SettingsError
from service.papers import papers
from service.papers.meeting import Meeting
from tests.figures.made import project, target
from tests.papers.made import inputs, meeting, topic

_TEXTS = st.one_of(
    st.text(st.characters(), max_size=12),
    st.sampled_from(
        ["", "——", "／", "{{ x }}", "{% if %}", "<w:p/>", "a&b", "=1+1", "两\n行", "\u202e倒", "\ud800", "。"]
    ),
)
_AMOUNTS = st.sampled_from(["", "—", "0", "0.0001", "-5", "12.5", "999999999999"])
_DEADLINES = st.sampled_from([None, (2026,), (2026, 10), (2026, 11, 23), (2026, 11, 1), (2027, 1, 31)])


@st.composite
def _projects(draw: st.DrawFn) -> Project:
    amounts: dict[str, Any] = {name: draw(_AMOUNTS) for name in ("plan", "done", "invest", "last_year", "month")}
    texts: dict[str, Any] = {name: draw(_TEXTS) for name in ("unit", "problems", "next_steps", "image_progress")}
    return project(draw(_TEXTS), group=(draw(_TEXTS),), rate=draw(st.sampled_from(["", "0.5"])), **amounts, **texts)


@st.composite
def _topics(draw: st.DrawFn) -> Topic:
    names = ("problems", "cause", "proposal", "resp_unit", "resp_person", "support_unit", "order_number", "status")
    texts: dict[str, Any] = {name: draw(_TEXTS) for name in names}
    extra = {name: draw(_TEXTS) for name in ("halt_measure", "halt_basis")}
    return topic(draw(_TEXTS), deadline=draw(_DEADLINES), extra=extra, severity=draw(_TEXTS), **texts)


@st.composite
def _units(draw: st.DrawFn) -> UnitTarget:
    return target(draw(_TEXTS), plan=draw(_AMOUNTS), done=draw(_AMOUNTS))


def _called(words: list[str]) -> Meeting:
    """A meeting with those words; without an agenda where they do not make one, which has to be said in a sentence."""
    changed = {"meeting__addressees": [f"单位{words[0]}"], "meeting__approved_by": words[1]}
    try:
        return meeting(**changed, meeting__agenda=words)
    except SettingsError as error:
        refused = str(error)
    assert refused.startswith("会议.toml [meeting] agenda")
    assert refused.endswith("请写成“事项｜汇报人｜15分钟”，后两样可以不写")
    return meeting(**changed)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(_projects(), max_size=3),
    st.lists(_topics(), max_size=3),
    st.lists(_units(), max_size=2),
    st.lists(_TEXTS, min_size=3, max_size=3),
)
def test_any_ledger(ledger: list[Project], issues: list[Topic], units: list[UnitTarget], words: list[str]) -> None:
    called = _called(words)
    summary = Summary()
    made = list(make(list(papers().values()), inputs(projects=ledger, topics=issues, units=units, at=called), summary))
    faults = [fault for _, data in made for fault in check_document(data) if "模板标签" not in fault]
    assert faults == []  # braces that a ledger itself holds are printed as they stand
    assert len({item.file_name.casefold() for item, _ in made}) == len(made)
    assert [item.reason for item in summary.failed if ledger or "没有读到项目" not in item.reason] == []
    book = load_workbook(io.BytesIO(listing(summary)))
    assert book["材料清单"].max_row == 1 + len(made)
