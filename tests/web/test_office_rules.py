"""管理 › 规则和放假: the office's warning rules chosen and told in words, its days off kept and counted by."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from service.config import Settings
from service.config import load as load_settings
from service.registers.office_rules import calendar_of
from service.registers.roles import Role
from service.store import Store
from service.web.board.asked import wanted
from tests.web.conftest import Visitor
from tests.web.made import ledger, tree

PAGE = "/admin/rules"
DAYS = {"off": "2027-02-05至2027-02-07 春节\n2027-03-06 县庆", "work": "2027-02-14 春节调休上班", "official": "2027"}


def test_the_rules_stand_there_in_words(visitor: Visitor) -> None:
    lines = [" ".join(line.text_content().split()) for line in tree(visitor.client.get(PAGE).text).xpath("//li")]
    assert "项目，落后序时进度：滞后10（含）至30（含）个百分点为黄灯" in lines
    assert "项目，应开工未开工：未开工3个月及以上为红灯（有正当理由的除外）" in lines


def test_the_rules_chosen_judge_from_then_on(
    visitor: Visitor, store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert wanted({}, [], store.settings).rules is None
    assert visitor.post(f"{PAGE}/warnings", rules="银川").location == PAGE
    rules = wanted({}, [], store.settings).rules
    assert rules
    assert rules.name.startswith("银川市")
    assert tree(visitor.client.get(PAGE).text).xpath("//input[@name='rules'][@checked]/@value") == ["银川"]
    assert "修改设置" in visitor.client.get("/admin/audit").text
    monkeypatch.setenv("HUICAI_HOME", str(settings.home))
    assert load_settings().warning_rules == "银川"  # after a new start too


def test_rules_that_are_none_or_faulty_are_not_chosen(visitor: Visitor, store: Store, settings: Settings) -> None:
    answer = visitor.post(f"{PAGE}/warnings", rules="../huicai.toml")
    assert (answer.status_code, "请在列表里选一个" in answer.text) == (422, True)
    (settings.home / "rules.toml").write_text("name = 3", encoding="utf-8")
    assert "本单位的规则" in visitor.client.get(PAGE).text
    assert visitor.post(f"{PAGE}/warnings", rules="own").status_code == 422
    assert store.settings.warning_rules == ""


def test_own_days_are_kept_counted_by_and_taken_away(visitor: Visitor, settings: Settings) -> None:
    assert visitor.post(f"{PAGE}/calendar", **DAYS).location == PAGE
    assert "已保存：放假4天，上班1天" in visitor.client.get(PAGE).text
    calendar = calendar_of(settings)
    assert (calendar.why_off(date(2027, 3, 6)), calendar.why_off(date(2027, 2, 14))) == ("县庆", "")
    assert not calendar.provisional(date(2027, 10, 1))
    page = tree(visitor.client.get(PAGE).text)
    for name in ("off", "work"):
        assert page.get_element_by_id(name).text.strip() == DAYS[name]
    assert page.get_element_by_id("official").get("value") == "2027"
    assert "修改放假安排" in visitor.client.get("/admin/audit").text
    file = visitor.client.get(f"{PAGE}/calendar.toml").data
    assert visitor.post(f"{PAGE}/calendar", off="", work="", official="").status_code == 303
    assert calendar_of(settings).why_off(date(2027, 3, 6)) == "星期六"
    assert visitor.client.get(f"{PAGE}/calendar.toml").status_code == 404
    visitor.post(f"{PAGE}/calendar", off="", file=(io.BytesIO(file), "calendar.toml"))
    assert calendar_of(settings).why_off(date(2027, 3, 6)) == "县庆"


@pytest.mark.parametrize(
    ("off", "official", "said"),
    [
        ("2027-02-05", "", "没有写明是什么假"),
        ("春节 2027-02-05", "", "不是日期"),
        ("2027-02-30 春节", "", "没有“2027-02-30”这样的日期"),
        ("2027-02-05 春节\n2027-02-05 春节", "", "写了两行"),
        ("2027-02-14 春节", "", "既列为放假又列为上班"),
        ("", "明年", "“明年”不是年份"),
    ],
)
def test_days_that_cannot_be_are_told_and_what_was_typed_stays(
    visitor: Visitor, settings: Settings, off: str, official: str, said: str
) -> None:
    answer = visitor.post(f"{PAGE}/calendar", off=off, work=DAYS["work"], official=official)
    assert (answer.status_code, said in answer.text, DAYS["work"] in answer.text) == (422, True, True)
    assert not (settings.home / "calendar.toml").exists()


def test_only_who_sets_the_office_up_comes_here(visitor_of: Callable[..., Visitor]) -> None:
    clerk = visitor_of(Role.CLERK)
    assert clerk.client.get(PAGE).status_code == 403
    for path in (f"{PAGE}/warnings", f"{PAGE}/calendar"):
        assert clerk.post(path, rules="银川").status_code == 403


def test_the_scheme_chosen_scores_the_sheets_made_from_then_on(visitor: Visitor, store: Store) -> None:
    page = " ".join(tree(visitor.client.get(PAGE).text).text_content().split())
    assert "（没有选时用的）" in page
    assert "绵阳市季度红黑榜" not in page  # it has boards and no points
    assert visitor.post(f"{PAGE}/scheme", scheme="绵阳").status_code == 422
    visitor.client.application.extensions["huicai"] = store.settings = replace(store.settings, scoring_scheme="无.toml")
    assert "没有“无.toml”这个考核办法" in visitor.client.get(PAGE).text
    assert visitor.post(f"{PAGE}/scheme", scheme="延安").location == PAGE
    assert tree(visitor.client.get(PAGE).text).xpath("//input[@name='scheme'][@checked]/@value") == ["延安"]
    reading = visitor.upload(("台账.xlsx", ledger(10, heading="累计完成投资"))).location
    made = visitor.made(reading, papers=["score_sheet"], period="2026-10", last="")
    (link,) = tree(visitor.client.get(made).text).xpath("//ul[@class='papers']//a[text()='在网页里看']/@href")
    frame = tree(visitor.client.get(link).text).xpath("//iframe/@src")[0]
    assert "延安市重点项目记分办法" in visitor.client.get(frame).text
