"""The catalogue: the papers, each documenting exactly what its context gives, and names that find them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from data_adapters import read_file
from samples import build
from service import config
from service.errors import PaperError, TemplateError
from service.papers import Draft, Inputs, catalogue, find, gather, load_meeting, papers
from tests.figures.made import reading
from tests.papers.made import topic

# How many of each the sample gives with two issues more, in the order of a meeting.
_COUNTS = {
    "meeting_notice": 12,
    "reply_form": 12,
    "agenda": 1,
    "sign_in_sheet": 1,
    "weekly_summary": 1,
    "halt_approval": 1,
    "progress_bulletin": 1,
    "work_brief": 1,
    "progress_list": 1,
    "duty_list": 1,
    "display_board": 1,
    "project_book": 1,
    "minutes": 1,
    "dispatch_order": 5,
    "reminder_letter": 4,
    "explanation_form": 12,
    "talk_notice": 2,
    "criticism_circular": 1,
    "accountability_notice": 4,
    "service_receipt": 3,
    "unit_report": 24,
    "score_sheet": 1,
}
_IDS = list(_COUNTS)
_LONG_PAST: dict[str, Any] = {
    "deadline": (2026, 11, 5),
    "order_number": "安重办调〔2026〕8号",
    "status": "未办结",
    "extra": {"halt_measure": "停工整改"},
}


@pytest.fixture(scope="module")
def sample() -> Inputs:
    readings = [read_file(build.FOLDER / name) for name in (build.LEDGER, build.ISSUES)]
    unruly = topic(
        "扶摇通用航空零部件加工项目", **_LONG_PAST
    )  # the sample county has nobody to halt or to criticise, nor an unclear issue
    unweighed = topic(order_number="安重办调〔2026〕17号", status="未办结")
    last = [read_file(build.FOLDER / build.LAST)]
    called = load_meeting(config.SAMPLES / "meeting.toml")
    return gather([*readings, reading(topics=[unruly, unweighed])], meeting=called, last=last)


def drafts(paper: str, given: Inputs) -> list[Draft]:
    return [item for item in find(paper).plan(given) if isinstance(item, Draft)]


def names(value: Any, path: str = "") -> Iterator[str]:
    """The dotted names of a context; a list gives its own name and those of its rows."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from names(item, f"{path}.{key}" if path else key)
        return
    yield path
    for row in value if isinstance(value, list) else ():
        if isinstance(row, Mapping):
            yield from names(row, path)


def test_papers_stand_in_the_order_of_a_meeting() -> None:
    assert list(papers()) == _IDS


@pytest.mark.parametrize("paper", _IDS)
def test_documented_fields_are_those_the_context_gives(paper: str, sample: Inputs) -> None:
    given = {name for draft in drafts(paper, sample) for name in names(draft.context)}
    assert given == set(find(paper).fields)


@pytest.mark.parametrize("paper", _IDS)
def test_sample_json_has_the_shape_of_the_context(paper: str, sample: Inputs) -> None:
    shown = json.loads((find(paper).template.with_name("sample.json")).read_text(encoding="utf-8"))
    given = {name for draft in drafts(paper, sample) for name in names(draft.context)}
    assert set(names(shown)) == given


@pytest.mark.parametrize("paper", _IDS)
def test_every_draft_of_the_sample_is_filled(paper: str, sample: Inputs) -> None:
    kind = find(paper)
    found = drafts(paper, sample)
    assert found
    named = {kind.name_of(draft) for draft in found}
    assert len(named) == len(found)
    assert not any("{" in name or "——" in name for name in named)
    assert all(kind.fill(draft).startswith(b"PK") for draft in found)


def test_how_many_of_each_the_sample_gives(sample: Inputs) -> None:
    assert {paper: len(drafts(paper, sample)) for paper in _IDS} == _COUNTS


@pytest.mark.parametrize(
    ("name", "paper"), [("meeting_notice", "会议通知"), ("会议通知", "会议通知"), ("问责通知书", "问责通知书")]
)
def test_find(name: str, paper: str) -> None:
    assert find(name).title == paper


@pytest.mark.parametrize(
    ("name", "near"),
    [("会议通告", "是不是“会议通知”"), ("progress_buletin", "是不是“progress_bulletin”"), ("zzz", "项目调度单")],
)
def test_an_unknown_name_gets_the_nearest(name: str, near: str) -> None:
    with pytest.raises(PaperError, match=near) as caught:
        find(name)
    assert f"“{name}”" in str(caught.value)


_SETTINGS = 'title = "会议通知"\nversion = "1"\nfile_name = "x"\n[fields]\n'


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"title = ",
        _SETTINGS.encode("gbk"),
        b'title = "x"\n',
        b'title="x"\nversion="1"\nfile_name="x"\nfields=3\n',
    ],
)
def test_broken_settings_of_a_template_name_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    monkeypatch.setattr(catalogue, "TEMPLATES", tmp_path)
    folder = tmp_path / "meeting_notice"
    folder.mkdir()
    if content is not None:
        (folder / "template.toml").write_bytes(content)
    papers.cache_clear()
    try:
        with pytest.raises(TemplateError, match=r"template\.toml.*恢复"):
            papers()
    finally:
        papers.cache_clear()
