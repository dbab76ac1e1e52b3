"""What a column means is said by clicking, used at once and for next month's sheet, and can be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import Visitor
from tests.web.made import ledger, tree, workbook

FORM = "/columns/1/1"


def opened(visitor: Visitor, address: str) -> Any:
    answer = visitor.client.get(address)
    assert answer.status_code == 200, answer.text
    return tree(answer.text)


def shown(visitor: Visitor, reading: str) -> dict[str, str]:
    """Each column's letter and what the page says of it."""
    page = opened(visitor, reading)
    found = page.find_class("columns")[0]
    return {item.find_class("letter")[0].text: "".join(item.text_content().split())[1:] for item in found}


def fields(visitor: Visitor, address: str) -> dict[str, str]:
    """The form as it would be sent without a change."""
    page = opened(visitor, address)
    form = page.xpath("//form[.//button[text()='按此重新读取并记住']]")[0]
    values = {item.get("name"): item.get("value") for item in form.xpath(".//input")}
    for item in form.xpath(".//select"):
        chosen = item.xpath(".//option[@selected]") or item.xpath(".//option")
        values[item.get("name")] = chosen[0].get("value") if chosen[0].get("value") is not None else chosen[0].text
    values.pop("csrf_token")
    return values


def say(visitor: Visitor, reading: str, **changes: str) -> Any:
    values = fields(visitor, reading + FORM) | {name.replace("_", "-"): text for name, text in changes.items()}
    return visitor.post(reading + FORM, **values)


def test_the_form_offers_the_nearest_first_and_shows_the_first_values(visitor: Visitor) -> None:
    reading = visitor.upload(("九月.xlsx", ledger(9))).location
    page = opened(visitor, reading + FORM)
    row = page.find_class("choices")[0].findall(".//tbody/tr")[3]
    assert row.find_class("samples")[0].text == "80；10；50"
    select = row.xpath(".//select[@name='field-4']")[0]
    assert select.xpath("./option/text()") == ["没有识别，请选择", "不读取这一列"]
    groups = select.xpath("./optgroup/@label")
    assert groups[:2] == ["可能是", "金额"]
    assert "本年累计完成投资" in select.xpath("./optgroup[@label='可能是']/option/text()")
    assert select.get("aria-label") == "D 列“本期实绩”读作"
    known = page.xpath("//select[@name='field-1']/optgroup/option[@selected]/text()")
    assert known == ["项目名称"]


def test_a_meaning_is_used_at_once_and_next_month(visitor: Visitor) -> None:
    reading = visitor.upload(("九月.xlsx", ledger(9))).location
    assert "没有识别" in shown(visitor, reading)["D"]
    answer = say(visitor, reading, field_4="done_this_year_to_date", unit_4="亿元", field_5="ignore")
    assert (answer.status_code, answer.location) == (303, f"{reading}#file-1-sheet-1")
    page = opened(visitor, reading)
    assert "已按您的指定重新读取（2 列）" in page.text_content()
    assert "140.00亿元" in page.text_content()
    next_month = visitor.upload(("十月.xlsx", ledger(10))).location
    found = shown(visitor, next_month)
    assert found["D"] == "本期实绩→本年累计完成投资（亿元）人工指定"
    assert found["E"] == "包联领倒人工指定不读取"
    assert "按您上次的指定，“本期实绩”一列读作“本年累计完成投资”" in opened(visitor, next_month).text_content()


def test_automatic_reading_comes_back_for_one_column_or_for_all(visitor: Visitor) -> None:
    reading = visitor.upload(("九月.xlsx", ledger(9))).location
    say(visitor, reading, field_4="done_this_year_to_date", field_5="ignore")
    say(visitor, reading, field_5="auto")
    found = shown(visitor, reading)
    assert "人工指定" in found["D"]
    assert "没有识别" in found["E"]
    visitor.post(reading + FORM + "/forget")
    assert "没有识别" in shown(visitor, reading)["D"]


def test_two_people_who_opened_the_same_form_lose_nothing(visitor: Visitor) -> None:
    reading = visitor.upload(("九月.xlsx", ledger(9))).location
    first, second = fields(visitor, reading + FORM), fields(visitor, reading + FORM)
    visitor.post(reading + FORM, **first | {"field-4": "done_this_year_to_date"})
    visitor.post(reading + FORM, **second | {"field-5": "ignore"})
    found = shown(visitor, reading)
    assert "本年累计完成投资" in found["D"]
    assert "人工指定" in found["E"]


def test_nothing_changed_keeps_nothing(visitor: Visitor) -> None:
    reading = visitor.upload(("九月.xlsx", ledger(9))).location
    assert say(visitor, reading).status_code == 303
    assert "没有改动" in opened(visitor, reading).text_content()
    assert "人工指定" not in "".join(shown(visitor, reading).values())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"field_4": "done_this_month", "field_5": "done_this_month"},
            "“本期实绩”和“包联领倒”两列都选了“本月完成投资”",
        ),
        ({"field_4": "done_this_month", "shape": "of another sheet"}, "这张表的读法刚被别人改过，没有保存"),
        ({"field_4": "no_such_field"}, "有一列选的不是列出的内容，没有保存"),
        ({"field_4": "done_this_month", "unit_4": "斤"}, "有一列选的不是列出的内容，没有保存"),
    ],
)
def test_a_choice_that_cannot_be_kept_is_told_and_not_kept(
    visitor: Visitor, changes: dict[str, str], sentence: str
) -> None:
    reading = visitor.upload(("九月.xlsx", ledger(9))).location
    answer = say(visitor, reading, **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "人工指定" not in "".join(shown(visitor, reading).values())


def test_a_sheet_without_the_name_of_its_projects_can_be_told_which_column_it_is(visitor: Visitor) -> None:
    data = workbook(("实施事项", "建设地点", "总投资（万元）", "形象进度"), ("栖云镇道路", "栖云镇", 100, "主体封顶"))
    reading = visitor.upload(("台账.xlsx", data)).location
    assert "没有“项目名称”" in opened(visitor, reading).text_content()
    assert say(visitor, reading, field_1="project_name").status_code == 303
    assert "读到 1 个项目" in " ".join(opened(visitor, reading).text_content().split())


def test_what_makes_a_sheet_unreadable_can_be_taken_back(visitor: Visitor) -> None:
    reading = visitor.upload(("九月.xlsx", ledger(9))).location
    say(visitor, reading, field_1="ignore", field_2="ignore")
    assert "读到 3 个项目" not in " ".join(opened(visitor, reading).text_content().split())
    visitor.post(reading + FORM + "/forget")
    assert "读到 3 个项目" in " ".join(opened(visitor, reading).text_content().split())


@pytest.mark.parametrize("place", ["/columns/2/1", "/columns/0/1", "/columns/1/9", "/columns/1/0"])
def test_there_is_no_form_for_what_is_not_there(visitor: Visitor, place: str) -> None:
    reading = visitor.upload(("九月.xlsx", ledger(9))).location
    assert visitor.client.get(reading + place).status_code == 404


def test_a_file_sent_twice_has_no_form(visitor: Visitor) -> None:
    page = opened(visitor, visitor.upload(("甲.xlsx", ledger(9)), ("乙.xlsx", ledger(9))).location)
    section = page.get_element_by_id("file-2")
    assert "内容完全相同" in section.text_content()
    assert not section.xpath(".//a")


def test_without_the_forms_token_nothing_is_kept(visitor: Visitor) -> None:
    reading = visitor.upload(("九月.xlsx", ledger(9))).location
    for address in (reading + FORM, reading + FORM + "/forget"):
        assert visitor.client.post(address, data={"field-4": "done_this_month"}).status_code == 400
    assert "没有识别" in shown(visitor, reading)["D"]


def test_a_damaged_memory_is_said(visitor: Visitor, app: Any) -> None:
    home = app.extensions["huicai"].home
    (home / "mappings.toml").write_text("[shape", encoding="utf-8")
    reading = visitor.upload(("九月.xlsx", ledger(9))).location
    assert "记住的表头对照“mappings.toml”已损坏" in opened(visitor, reading).text_content()
