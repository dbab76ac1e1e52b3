"""Reminders: for whom, in which degree, and what the settings may say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from service.config import load
from service.errors import SettingsError
from service.papers.thresholds import PATH, thresholds
from service.wording import GAP
from tests.figures.made import project
from tests.papers.made import inputs, meeting, planned, topic

ORDERED: dict[str, Any] = {"order_number": "安重办调〔2026〕3号", "status": "未办结"}
BEHIND = [project(plan="100", done="10")]
SLIGHTLY_BEHIND = [project(plan="1000", done="734")]  # 9.93 points


@pytest.mark.parametrize(
    ("deadline", "ledger", "degree"),
    [
        ((2026, 12, 1), [], ""),
        ((2026, 12, 1), BEHIND, ""),
        ((2026, 11, 30), [], "蓝色"),
        ((2026, 11, 30), SLIGHTLY_BEHIND, "蓝色"),
        ((2026, 11, 30), BEHIND, "橙色"),
        ((2026, 11), [], "蓝色"),
        ((2026, 11, 23), [], "蓝色"),
        ((2026, 11, 22), [], "橙色"),
        ((2026, 11, 18), [], "橙色"),
        ((2026, 11, 17), [], "红色"),
        ((2025,), [], "红色"),
    ],
)
def test_degrees(deadline: tuple[int, ...], ledger: list[Any], degree: str) -> None:
    found, back = planned("reminder_letter", inputs(topics=[topic(deadline=deadline, **ORDERED)], projects=ledger))
    assert [draft.context["等级"] for draft in found] == ([degree] if degree else [])
    assert back == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"deadline": None, **ORDERED}, "没有能读出的办理时限"),
        ({"deadline": (2026, 11, 20), **ORDERED, "status": ""}, "看不出是否办结"),
        ({"deadline": (2026, 11, 20), **ORDERED, "resp_unit": ""}, "没有填写责任单位"),
        ({"name": "", "deadline": (2026, 11, 20), **ORDERED}, "没有填写项目名称"),
        ({"deadline": (2026, 11, 20)}, ""),  # never ordered: it gets an order, not a reminder
        ({"deadline": (2026, 11, 20), **ORDERED, "status": "已办结"}, ""),
    ],
)
def test_who_is_not_reminded(given: dict[str, Any], reason: str) -> None:
    found, back = planned("reminder_letter", inputs(topics=[topic(**given)]))
    assert found == []
    assert [reason in item.reason for item in back] == ([True] if reason else [])


def test_an_unclear_word_before_the_date_is_reminded_of_without_blame() -> None:
    (draft,), _ = planned("reminder_letter", inputs(topics=[topic(deadline=(2026, 11, 28), order_number="3号")]))
    assert (draft.context["办理情况"], draft.context["剩余天数"], draft.context["逾期天数"]) == (GAP, 5, 0)


@pytest.mark.parametrize(
    ("unit", "leave", "words"),
    [("栖云镇", "", "经——同意，"), ("栖云镇", "县人民政府", "经县人民政府同意，"), ("县水利局", "", "")],
)
def test_whose_leave_a_letter_names(unit: str, leave: str, words: str) -> None:
    at = meeting(meeting__approved_by=leave)
    given = inputs(topics=[topic(deadline=(2026, 11, 20), resp_unit=unit, **ORDERED)], at=at)
    (draft,), _ = planned("reminder_letter", given)
    assert draft.context["经同意"] == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("red_days = 6", "red_days = -1"), "“red_days”应为不小于0的整数"),
        (("red_days = 6", 'red_days = "六"'), "“red_days”应为不小于0的整数"),
        (("red_days = 6", "red_days = true"), "“red_days”应为不小于0的整数"),
        (("red_days = 6", ""), "“red_days”应为不小于0的整数"),
        (("red_days = 6", "red_day = 6"), "“red_day”不认识，可用的有：behind_points、red_days"),
        (("red_days = 6", "red_days = 6\ntalk_days = 9"), "约谈和通报现在只写在升级规则 ladder.toml 里"),
        (("red_days = 6", "red_days ="), "格式有误"),
    ],
)
def test_wrong_settings_are_a_sentence(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    path = tmp_path / "thresholds.toml"
    path.write_text(PATH.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"thresholds\.toml") as caught:
        thresholds(path)
    assert words in str(caught.value)


def test_when_papers_are_due_follows_from_the_ladder_in_force() -> None:
    found = thresholds()
    assert (found.near_days, found.talk_days, found.criticism_days) == (7, 10, 16)
    home = load().home
    home.mkdir(parents=True)
    steps = (("提醒", "到期前3天", "reminder_letter"), ("约谈", "提醒后5天未反馈且逾期2天", "talk_notice"))
    written = [
        f'[[step]]\nname = "{name}"\nwhen = "{when}"\npaper = "{paper}"\nseries = "函"\n' for name, when, paper in steps
    ]
    (home / "ladder.toml").write_text("".join(written), encoding="utf-8")
    own = thresholds()
    assert (own.near_days, own.talk_days, own.criticism_days) == (3, 3, None)
    matters = inputs(topics=[topic(deadline=(2026, 11, 19), **ORDERED)])
    assert [len(planned(paper, matters)[0]) for paper in ("talk_notice", "criticism_circular")] == [1, 0]
