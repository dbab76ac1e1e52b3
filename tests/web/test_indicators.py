"""The indicators' page: rules, groups, comparisons, and every figure down to its formula and its cell."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from service.web.asking import GROUPS, choice_of, rule_names
from service.web.indicators import COLOURS
from service.web.money import money_of
from service.wording.values import GAP, TOO_LARGE
from tests.web.conftest import LEDGER, Visitor
from tests.web.made import ledger, tree, workbook

PLAIN = "累计完成投资"
OCTOBER = ("十月.xlsx", ledger(10, (80, 10, 50), PLAIN))
KINDS = workbook(
    ("截至2026年10月底",),
    ("任务单位", "单位类别", "年度目标任务（万元）", "累计完成投资（万元）"),
    ("栖云镇", "乡镇", 100, 80),
    ("枕石镇", "乡镇", 100, 90),
    ("县水利局", "部门", 100, 10),
)


def page_of(visitor: Visitor, *files: tuple[str, bytes], **query: str) -> Any:
    answer = visitor.client.get(visitor.upload(*files).location, query_string=query)
    assert answer.status_code == 200
    return tree(answer.text).get_element_by_id("indicators")


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_no_rule_is_chosen_by_itself_and_the_page_says_how_to_choose(visitor: Visitor) -> None:
    page = page_of(visitor, OCTOBER)
    assert not page.find_class("chip")
    assert "没有选预警规则，所以不评级" in said(page)
    offered = page.xpath("//select[@id='rules']/option/@value")
    assert offered == ["", *rule_names()]
    assert "武汉市重大项目黄红牌（2022年）" in said(page)


def test_a_rule_gives_chips_that_say_level_and_colour_and_reasons(visitor: Visitor) -> None:
    page = page_of(visitor, OCTOBER, rules="武汉")
    worst = page.find_class("warned")[0][0]
    assert said(worst.find(".//summary")) == "红牌 枕石镇水厂项目，枕石镇"
    assert "完成率相当于序时进度的30.0%" in said(worst)
    assert worst.xpath(".//a/@href")
    chips = page.xpath("//*[contains(@class, 'ranking')]//*[contains(@class, 'chip')]")
    assert [(chip.text_content(), chip.get("class")) for chip in chips] == [
        ("不发牌（绿）", "chip chip-green"),
        ("红牌", "chip chip-red"),
        ("红牌", "chip chip-red"),
    ]


@pytest.mark.parametrize("rule", list(rule_names()))
def test_every_ready_rule_makes_a_page(visitor: Visitor, rule: str) -> None:
    page = page_of(visitor, (LEDGER.name, LEDGER.read_bytes()), rules=rule)
    assert rule_names()[rule] in said(page.get_element_by_id("warnings"))
    for chip in page.find_class("chip"):
        colour = chip.get("class").rpartition("-")[2]
        assert COLOURS[colour] in chip.text_content() or chip.text_content() == "未评级"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"rules": "../../etc/passwd"}, "没有“../../etc/passwd”这个预警规则"),
        ({"by": "星座"}, "不能按“星座”分组"),
        ({"compare": "全市"}, "比较的“全市”看不懂，请写成 全市=62.3"),
        ({"compare": "全市=很多"}, "比较的“全市=很多”看不懂"),
    ],
)
def test_a_choice_that_is_none_of_ours_is_told_and_passed_over(
    visitor: Visitor, query: dict[str, str], sentence: str
) -> None:
    page = page_of(visitor, OCTOBER, **query)
    assert sentence in said(page)
    assert "完成率" in said(page)


def test_rates_of_others_are_read_however_they_are_written() -> None:
    choice = choice_of({"compare": "全市 = 62.3、全省＝60%，全国55"})
    assert choice.asked.compare == {"全市": Decimal("62.3"), "全省": Decimal(60), "全国": Decimal(55)}
    assert not choice.faults


def test_the_whole_stands_beside_the_citys_rate(visitor: Visitor) -> None:
    assert "完成率高于全市1.2个百分点" in said(page_of(visitor, OCTOBER, compare="全市=40"))


@pytest.mark.parametrize("by", GROUPS)
def test_every_way_of_grouping_has_its_table_or_says_what_is_missing(visitor: Visitor, by: str) -> None:
    page = page_of(visitor, (LEDGER.name, LEDGER.read_bytes()), by=by)
    section = page.get_element_by_id("breakdown").getparent()
    rows = section.xpath(".//tbody/tr")
    assert rows or "没有填写" in said(section)
    assert page.xpath("//select[@id='by']/option[@selected]/text()") == [by]
    names = [row.find("th").text.strip() for row in rows]
    assert len(names) == len(set(names))


def test_units_of_each_kind_are_ranked_apart(visitor: Visitor) -> None:
    together = page_of(visitor, ("单位.xlsx", KINDS))
    assert [row[0].text for row in together.find_class("ranking")[-1].findall(".//tbody/tr")] == ["1", "2", "3"]
    apart = page_of(visitor, ("单位.xlsx", KINDS), apart="单位类别")
    headings = [said(item) for item in apart.xpath(".//h4")]
    assert headings == ["乡镇2 个", "部门1 个"]
    ranks = [[row[0].text for row in table.findall(".//tbody/tr")] for table in apart.find_class("ranking")[-2:]]
    assert ranks == [["1", "2"], ["1"]]


def test_targets_say_why_they_cannot_be_told_and_rates_name_their_denominator(visitor: Visitor) -> None:
    page = page_of(visitor, (LEDGER.name, LEDGER.read_bytes()))
    assert "双过半：无法判断（缺6月底的数据）" in said(page)
    assert "开工率 87.5%，分母是新建项目，其中2个项目未填报" in said(page)
    assert "没有填报的（2）" in said(page)


def test_a_figure_opens_to_its_formula_exact_value_and_cells(visitor: Visitor) -> None:
    page = page_of(visitor, (LEDGER.name, LEDGER.read_bytes()))
    tile = page.find_class("figures")[0][2]
    assert "完成率 = 有年度计划的累计完成投资 ÷ 年度计划投资" in said(tile)
    assert "未取舍前：77.2110402961%" in said(tile)
    assert "取自 116 个单元格：项目台账!J8—J24、J26—J31" in said(tile)
    (first, *_) = tile.xpath(".//a/@href")
    shown = tree(visitor.client.get(first).text)
    (cell,) = shown.xpath("//td[@id='found']")
    assert cell.text == "31250"
    assert cell.getparent().find("th").text == "8"
    assert "单元格 J8 里写的是：31250" in said(shown)


def test_every_link_to_a_cell_leads_to_a_cell(visitor: Visitor) -> None:
    page = page_of(visitor, (LEDGER.name, LEDGER.read_bytes()), rules="三亚")
    links = set(page.xpath(".//a[contains(@href, '/cells/')]/@href"))
    assert len(links) > 50
    for link in sorted(links)[::20]:
        answer = visitor.client.get(link)
        assert answer.status_code == 200
        assert len(tree(answer.text).xpath("//td[@id='found']")) == 1


@pytest.mark.parametrize("place", ["1/1/J9999", "1/1/ZZZ1", "1/9/J8", "9/1/J8", "1/1/j8", "1/1/J0"])
def test_a_cell_that_is_not_there_is_no_page(visitor: Visitor, place: str) -> None:
    reading = visitor.reading(LEDGER)
    assert visitor.client.get(f"{reading}/cells/{place}").status_code == 404


def test_bars_have_a_text_and_those_behind_are_hatched(visitor: Visitor) -> None:
    rows = page_of(visitor, OCTOBER).find_class("ranking")[-1].findall(".//tbody/tr")
    bars = [row.find(".//svg") for row in rows]
    assert bars[0].get("aria-label") == "完成率 80.0%，序时进度 83.3%"
    assert all(len(bar.find_class("hatch")) == 1 for bar in bars)


def test_what_became_of_the_projects_is_told_against_an_earlier_upload(visitor: Visitor) -> None:
    september = visitor.upload(("九月.xlsx", ledger(9, (70, 10, 50), PLAIN))).location.rpartition("/")[2]
    page = page_of(visitor, OCTOBER, last=september)
    assert "2026-09 至 2026-10：有变化 1 个，无变化 2 个。" in said(page)
    assert "累计完成投资比上期增加10.00万元" in said(page)
    later = visitor.upload(("十一月.xlsx", ledger(11, (85, 15, 60), PLAIN))).location.rpartition("/")[2]
    assert "还晚，请另选一次" in said(page_of(visitor, OCTOBER, last=later))


def test_choices_stay_when_another_upload_is_chosen(visitor: Visitor) -> None:
    page_of(visitor, ("九月.xlsx", ledger(9, (70, 10, 50), PLAIN)))
    first = visitor.client.get(visitor.upload(OCTOBER).location, query_string={"rules": "武汉", "by": "行业"})
    (link,) = tree(first.text).xpath("//a[starts-with(text(), '与上期')]/@href")
    page = tree(visitor.client.get(link).text)
    assert page.xpath("//select[@id='rules']/option[@selected]/@value") == ["武汉"]
    assert page.xpath("//select[@id='by']/option[@selected]/text()") == ["行业"]


@pytest.mark.parametrize(
    ("plans", "heading", "shown"),
    [
        ((20000, 1500), "年度计划（亿元）", ["2.00", "0.15"]),
        ((20000, 5), "年度计划（万元）", ["20000", "5"]),
        ((20000, 0.4), "年度计划（万元）", ["20000.00", "0.40"]),
        ((20000, None), "年度计划（亿元）", ["2.00", "——"]),
    ],
)
def test_a_table_has_one_unit_of_money(visitor: Visitor, plans: Any, heading: str, shown: list[str]) -> None:
    rows = [(f"项目{number}", "栖云镇", plan, 0) for number, plan in enumerate(plans)]
    heads = ("项目名称", "责任单位", "年度计划投资（万元）", "累计完成投资（万元）")
    page = page_of(visitor, ("台账.xlsx", workbook(("截至2026年10月底",), heads, *rows)))
    (table,) = page.xpath(".//table[caption='项目排名']")
    place = [said(head) for head in table.xpath(".//thead//th")].index(heading) + 1
    assert sorted(said(row[place - 1]) for row in table.xpath(".//tbody/tr")) == sorted(shown)


def test_a_sum_that_no_paper_prints_is_said_and_spoils_no_other() -> None:
    money = money_of(["1E+45", "3"])
    assert [money.shown(exact) for exact in ("1E+45", "3", None)] == [TOO_LARGE, "3", GAP]
