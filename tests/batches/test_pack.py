"""A pack: in order, and what fails fails alone and is named."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from data_adapters import read_bytes
from service import config
from service.batches import Failed, Made, Summary, make
from service.papers import Inputs, Paper, find, gather, load_meeting, papers_of
from tests.batches.made import changed, sample, without

_PACK = {
    "会议通知": 12,
    "会议议程与议题单": 1,
    "签到表": 1,
    "周报汇总": 1,
    "进展通报": 1,
    "项目调度单": 5,
    "督办提醒函": 3,
    "问责通知书": 3,
}


def made_of(kinds: list[Paper], inputs: Inputs) -> tuple[Summary, dict[str, bytes]]:
    summary = Summary()
    return summary, {made.file_name: data for made, data in make(kinds, inputs, summary)}


def test_the_sample_pack() -> None:
    steps: list[tuple[int, int]] = []
    summary = Summary()
    items = list(make(papers_of("周调度会"), sample(), summary, lambda done, total: steps.append((done, total))))
    assert [made for made, _ in items] == summary.made
    titles = [made.title for made, _ in items]
    assert titles == [title for title, count in _PACK.items() for _ in range(count)]
    assert steps == [(number, 27) for number in range(1, 28)]
    assert summary.failed == []
    fish, clinic = "漱玉冷水鱼生态养殖项目", "县中医院康复中心项目"
    assert [item.subject for item in summary.held_back] == [fish, fish, clinic, clinic]
    assert len(summary.questions) == 3
    assert not summary.clean
    for _, data in items:
        Document(io.BytesIO(data))


def test_a_draft_that_lacks_a_name_fails_alone() -> None:
    broken = changed("会议通知", lambda number, context: without(context, "主送") if number == 3 else context)
    summary, made = made_of([broken], sample())
    assert len(made) == 11
    (failed,) = summary.failed
    assert (failed.title, failed.subject) == ("会议通知", "县水利局")
    assert "主送" in failed.reason
    assert "\n" not in failed.reason


def test_a_value_that_may_not_be_printed_fails_alone() -> None:
    broken = changed("项目调度单", lambda number, context: {**context, "问题": None} if number == 1 else context)
    summary, made = made_of([broken], sample())
    assert (len(made), len(summary.failed)) == (4, 1)
    assert "问题" in summary.failed[0].reason


def test_what_cannot_print_is_told() -> None:
    odd = changed("项目调度单", lambda number, context: {**context, "问题": "征\x07地"} if number == 1 else context)
    summary, made = made_of([odd], sample())
    (told,) = [made.blanks for made in summary.made if any("□" in text for text in made.blanks)]
    assert told[-1] == "“征□地”里有印不出的字符，印作□"
    assert len(made) == 5


def test_a_kind_that_cannot_be_planned_leaves_the_others() -> None:
    no_meeting = replace(sample(), meeting=None)
    summary, made = made_of(papers_of(), no_meeting)
    assert [(item.title, item.subject) for item in summary.failed] == [
        (title, "") for title in ("会议通知", "会议议程与议题单", "签到表")
    ]
    assert "--meeting" in summary.failed[0].at_console
    assert "--meeting" not in summary.failed[0].reason
    assert len(made) == 12


def test_a_missing_template_fails_each_of_its_papers(tmp_path: Path) -> None:
    lost = replace(find("问责通知书"), template=tmp_path / "template.docx")
    summary, made = made_of([lost, find("项目调度单")], sample())
    assert len(made) == 5
    assert [item.title for item in summary.failed] == ["问责通知书"] * 3
    assert all("template.docx" in item.reason and "恢复" in item.reason for item in summary.failed)


def test_equal_names_are_numbered() -> None:
    same = changed("会议通知", lambda number, context: {**context, "主送": "各单位"})
    summary, made = made_of([same], sample())
    assert list(made)[:3] == ["会议通知（各单位）.docx", "会议通知（各单位）（2）.docx", "会议通知（各单位）（3）.docx"]
    assert len(made) == len(summary.made) == 12


_HEADS = (
    "截至2026年10月底\n序号,项目名称,责任单位,总投资（万元）,建设内容及规模,建设年限,本月完成投资（万元）,包联领导,"
    "年度计划投资（万元）,累计完成投资（万元）,形象进度"
)
_REST = "建设泵站1座,2025—2027年,9,县领导甲"


@pytest.mark.parametrize(
    ("cells", "clean", "problems"),
    [
        ("100,90,主体封顶", True, 0),
        ("100,五十左右,主体封顶", False, 1),
        ("100,90,", False, 0),  # a gap in a paper asks for a person's eye as well
    ],
)
def test_the_ledgers_problems_and_the_papers_gaps_are_told(cells: str, clean: bool, problems: int) -> None:
    text = f"{_HEADS}\n1,甲,县水利局,900,{_REST},{cells}\n2,乙,栖云镇,900,{_REST},100,90,主体封顶\n"
    inputs = gather([read_bytes(text.encode(), "台账.csv")], meeting=load_meeting(config.SAMPLES / "meeting.toml"))
    summary, made = made_of([find("进展通报")], inputs)
    assert len(made) == 1
    assert len(summary.problems) == problems
    assert summary.clean is clean
    assert bool(summary.made[0].blanks) is ("主体封顶" not in cells or "五十" in cells)


@pytest.mark.parametrize("what", ["failed", "held_back", "questions", "problems", "leftovers"])
def test_whatever_asks_for_an_eye_is_not_clean(what: str) -> None:
    summary = Summary(made=[Made("会议通知", "甲", "甲.docx", ())])
    assert summary.clean
    getattr(summary, what).append(Failed("会议通知", "乙", "缺单位") if what in ("failed", "held_back") else "看一看")
    assert not summary.clean
