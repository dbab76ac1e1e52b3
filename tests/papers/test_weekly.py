"""周报汇总: who returned and who did not, what was added since, and what becomes of each problem."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from data_adapters import Reading
from service.errors import PaperError, SettingsError
from service.papers import Inputs
from service.papers.triage import PATH, Weight, triage
from service.wording import GAP
from tests.figures.made import project, reading, target
from tests.papers.made import PAPER_DATE, inputs, meeting, planned, topic

LATE: dict[str, Any] = {"order_number": "安重办调〔2026〕3号", "status": "未办结"}


def said(given: Inputs) -> dict[str, Any]:
    (draft,), held = planned("weekly_summary", given)
    assert held == []
    return dict(draft.context)


def own(unit: str, *topics: Any, done: str = "50") -> Reading:
    """A workbook that one unit sent of its own projects."""
    rows = [project(f"{unit}的项目", unit=unit, plan="100", done=done)]
    return replace(reading(projects=rows, topics=topics), file=f"{unit}周报.xlsx", sender=unit)


def test_not_reported_is_named_apart_from_zero_and_from_nothing_to_report() -> None:
    units = [target("甲镇", plan="100", done="90"), target("乙镇", plan="100", done="0"), target("丙镇", plan="100")]
    found = said(inputs(units=units, topics=[topic(resp_unit="乙镇")]))
    assert (found["已报单位"], found["未报单位"]) == (["甲镇", "乙镇"], ["丙镇"])
    assert (found["零投资单位"], found["无问题单位"]) == (["乙镇"], ["甲镇"])
    assert [row["问题"] for row in found["单位表"]] == ["无", "待核定1个", GAP]
    assert [row["累计完成"] for row in found["单位表"]] == [90, 0, GAP]


def test_a_unit_without_a_task_has_reported() -> None:
    found = said(inputs(units=[target("甲镇", plan="—", done="—"), target("乙镇", plan="9", done="1")]))
    assert found["未报单位"] == []


def test_files_of_their_own_are_held_against_the_list_of_the_meeting_file() -> None:
    at = meeting(meeting__expected_units=["栖云镇", "枕石镇"])
    found = said(replace(inputs(at=at), readings=(own("栖云镇"), own("县水利局"))))
    assert (found["名单依据"], found["已报单位"], found["未报单位"]) == ("应报单位名单", ["栖云镇"], ["枕石镇"])
    assert found["名单外单位"] == ["县水利局"]
    assert [row["累计完成"] for row in found["单位表"]] == [50, GAP]


def test_without_a_list_nobody_is_called_complete() -> None:
    found = said(replace(inputs(), readings=(own("栖云镇"), own("枕石镇", done=""))))
    assert (found["名单依据"], found["已报单位"], found["未报单位"]) == (GAP, ["栖云镇", "枕石镇"], [])


def test_two_files_of_one_unit_that_differ_are_told() -> None:
    at = meeting(meeting__expected_units=["栖云镇"])
    found = said(replace(inputs(at=at), readings=(own("栖云镇"), own("栖云镇", done="60"))))
    assert (found["重复单位"], found["单位表"][0]["报送情况"]) == (["栖云镇"], "已报2份，内容不同")


def test_a_ledger_of_projects_alone_tells_units_by_what_their_projects_reported() -> None:
    rows = [project("甲", unit="栖云镇", plan="9", done="1"), project("乙", unit="枕石镇", plan="9", done="")]
    assert said(inputs(projects=rows))["未报单位"] == ["枕石镇"]


@pytest.mark.parametrize(
    ("before", "word", "added"),
    [("40", "增加", Decimal(10)), ("50", "持平", Decimal(0)), ("60", "减少", Decimal(10)), ("", "", GAP)],
)
def test_progress_since_the_last_return(before: str, word: str, added: Any) -> None:
    found = said(replace(inputs(units=[target(plan="100", done="50")]), last=(_dated(before),)))
    assert (found["合计"]["增减"], found["合计"]["比上次"]) == (word, added)
    assert found["上次期间"] == "2026年1—9月"


def test_a_return_of_another_year_is_no_base() -> None:
    found = said(replace(inputs(units=[target(plan="100", done="50")]), last=(_dated("40", year=2025),)))
    assert (found["上次期间"], found["合计"]["比上次"], found["单位表"][0]["比上次"]) == ("", "", "")


def _dated(done: str, year: int = 2026) -> Reading:
    class Dated(Reading):
        @property
        def year(self) -> int:
            return year

        @property
        def month(self) -> int:
            return 9

    made = reading(units=[target(plan="100", done=done)])
    return Dated(made.file, made.kind, made.sheets, made.projects, made.units, made.topics, made.subtotals, ())


@pytest.mark.parametrize(
    ("given", "weight", "next_step"),
    [
        ({"severity": "重大"}, "上会问题", "提交会议研究"),
        ({"severity": "重大", "cause": ""}, "上会问题", "补齐问题原因后提交会议研究"),
        ({"severity": "一般"}, "一般问题", "转项目调度单"),
        ({"severity": "一般", "deadline": None}, "一般问题", "明确办理时限后转项目调度单"),
        ({"severity": "一般", "deadline": None, "cause": ""}, "一般问题", "补齐问题原因，明确办理时限后转项目调度单"),
        (LATE | {"severity": "一般"}, "一般问题", "已发项目调度单（安重办调〔2026〕3号）"),
        (
            LATE | {"severity": "一般", "deadline": (2026, 11, 20)},
            "一般问题",
            "已发项目调度单（安重办调〔2026〕3号），已过时限3日",
        ),
        ({"severity": ""}, "待核定问题", "核定级别后再定"),
        ({"severity": "非重大"}, "待核定问题", "核定级别后再定"),
        ({"severity": "一般（重大）"}, "待核定问题", "核定级别后再定"),
        (LATE | {"deadline": (2026, 11, 13)}, "上会问题", "提交会议研究，已过时限10日"),  # ten days
        (LATE | {"deadline": (2026, 11, 14)}, "待核定问题", "核定级别后再定"),
        (
            {"severity": "一般", "extra": {"halt_measure": "停工"}},
            "一般问题",
            "停建、停工、罚款先报联席会议批准",
        ),
    ],
)
def test_what_becomes_of_a_problem(given: dict[str, Any], weight: str, next_step: str) -> None:
    found = said(inputs(units=[target(plan="9", done="1")], topics=[topic(**given)]))
    kinds = ("上会问题", "一般问题", "待核定问题")
    assert [(kind, row["去向"]) for kind in kinds for row in found[kind]] == [(weight, next_step)]


def test_a_settled_problem_is_off_the_tables_and_named() -> None:
    found = said(inputs(units=[target(plan="9", done="1")], topics=[topic(status="已办结")]))
    assert found["办结问题"] == ["甲项目（县水利局）"]
    assert not found["上会问题"] + found["一般问题"] + found["待核定问题"]


def test_nothing_read_is_a_sentence() -> None:
    with pytest.raises(PaperError, match="没有读到项目或任务单位，做不了周报汇总"):
        planned("weekly_summary", inputs(topics=[topic()]))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("major_overdue_days = 10", "major_overdue_days = 0", "“major_overdue_days”应为不小于1的整数"),
        ('general = ["一般", "普通", "轻微", "较小"]', "general = []", "“general”应为方括号括起的文字"),
        ("general =", "generals =", "“generals”不认识，可用的有：major、general"),
    ],
)
def test_wrong_settings_are_a_sentence(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "triage.toml"
    path.write_text(PATH.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"triage\.toml") as caught:
        triage(path)
    assert words in str(caught.value)


def test_our_own_settings_weigh() -> None:
    assert triage().weigh(topic(severity="特急"), PAPER_DATE) is Weight.MAJOR
