"""The board: the figures of all papers, movement, zero and silence apart, traces to the cell, what each may see."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask
from lxml import html
from playwright.sync_api import Page, expect

from service.config import SAMPLES, Settings
from service.figures import Period
from service.registers import tickets
from service.registers.deliveries import Parcel, take_in_all
from service.registers.roles import Role
from service.registers.snapshots import put_in_force
from service.registers.ticket_life import Kind, Step
from service.registers.tickets import Hand, Order
from service.registers.uploads import Arrival
from service.store import Store
from service.store.clock import business_date, now
from service.web.board.page import warm
from service.web.kept import Kept
from service.wording import GAP, format_yi
from tests.cli.made import Console
from tests.web.conftest import LEDGER, Visitor, fields_of
from tests.web.made import tree

SEPTEMBER = sorted((SAMPLES / "上期").glob("*台账*.xlsx"))[0]
HEADINGS = "项目名称,责任单位,年度计划投资（万元）,本年累计完成投资（万元）\n"


@pytest.fixture
def force(app: Flask) -> Callable[..., int]:
    """Puts files in force for a period; gives the number of the first upload."""
    store: Store = app.extensions["huicai.store"]

    def put(period: Period, *files: tuple[str, bytes], note: str = "更正") -> int:
        arrivals = [Arrival(data, name, period) for name, data in files]
        made = take_in_all(store, Parcel(arrivals), "张三")
        with store.write() as session:
            put_in_force(session, made.ids, "张三", note)
        return made.ids[0]

    return put


def file(path: Path) -> tuple[str, bytes]:
    return path.name, path.read_bytes()


def csv(*rows: str) -> bytes:
    return (HEADINGS + "".join(f"{row}\n" for row in rows)).encode()


def words(element: Any) -> str:
    """What somebody sees of an element, without what only screen readers read or a trace that is shut."""
    copied = tree(re.sub(r"<details.*?</details>", "", _text(element), flags=re.S))
    for hidden in copied.xpath("//*[contains(@class, 'visually-hidden')]"):
        hidden.drop_tree()
    return " ".join(copied.text_content().split())


def _text(element: Any) -> str:
    return str(html.tostring(element, encoding="unicode"))


def row_of(page: Any, section: str, name: str) -> list[str]:
    """The cells of a row of a section's tables, by the name in its head; without those that hold no words."""
    rows = page.xpath(f"//section[h2[@id='{section}']]//tr[th[@scope='row'][starts-with(normalize-space(), '{name}')]]")
    assert rows, name
    return [text for cell in rows[0].xpath("./*") if (text := words(cell))]


def test_the_board_prints_what_the_command_prints(
    visitor: Visitor,
    force: Callable[..., int],
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    force(Period(2026, 9), file(SEPTEMBER))
    force(Period(2026, 10), file(LEDGER))
    monkeypatch.setenv("HUICAI_HOME", str(settings.home))
    console = Console(capsys)
    asked = ("--in-force", "--apart", "单位类别", "--json")
    told, before = (
        json.loads(console.run("figures", "--period", period, *asked).out) for period in ("2026-10", "2026-09")
    )
    found = tree(visitor.client.get("/").text)
    shown = words(found.xpath("//section[h2[@id='whole']]")[0])
    for key in ("plan", "done", "rate_pct", "gap_pp", "needed_per_month"):
        assert told["total"][f"{key}_printed"] in shown
    old = {unit["name"]: unit["rank"] for unit in before["units"]}
    moved = set()
    for unit in told["units"]:
        line = row_of(found, "units", unit["name"])
        figures = [unit[f"{key}_printed"] for key in ("rate_pct", "gap_pp", "state")]
        figures = [format_yi(unit[key] or GAP, unit=False) for key in ("plan", "done")] + figures
        place = f"{unit['rank'] or '——'}{'并列' if '并列' in unit['rank_printed'] else ''}"
        if unit["rank"]:
            step = rank - unit["rank"] if (rank := old[unit["name"]]) else None
            arrow = "新上榜" if step is None else "＝" if not step else f"{'↑' if step > 0 else '↓'}{abs(step)}"
            moved.add(arrow[0])
        else:
            arrow = "——"
        assert line == [place, arrow, unit["name"], *figures], unit["name"]
    assert {"↑", "↓", "＝"} & moved
    for group in told["lists"]:
        assert group["gap_pp_printed"] in row_of(found, "breakdowns", group["name"])
    silent = found.xpath("//section[h2[@id='silent']]")[0]
    named = {words(each.xpath("./h3")[0]): words(each.xpath("./div")[0]) for each in silent.xpath(".//div[h3]")}
    assert named[f"完成投资为0的项目（{len(told['zero'])}）"] == "、".join(told["zero"])
    assert named[f"未上报的项目（{len(told['not_reported'])}）"] == "、".join(told["not_reported"])
    assert not set(told["zero"]) & set(told["not_reported"])
    trend = found.xpath("//section[h2[@id='trend']]")[0]
    assert [words(cell) for cell in trend.xpath(".//tbody//td[2]")] == [
        each["total"]["rate_pct_printed"] for each in (before, told)
    ]


def test_a_figure_is_followed_to_its_cell(visitor: Visitor, force: Callable[..., int]) -> None:
    upload = force(Period(2026, 10), file(LEDGER))
    page = tree(visitor.client.get("/board/trace?of=unit&name=栖云镇").text)
    assert "完成率 = 累计完成投资 ÷ 年度计划投资" in words(page.get_element_by_id("trace"))
    link = page.xpath("//div[@id='trace']//a[normalize-space()='E5']/@href")[0]
    assert link.startswith(f"/board/cells/{upload}/")
    seen = tree(visitor.client.get(link).text)
    assert seen.get_element_by_id("found").text == "2.88"
    back = seen.xpath("//a[normalize-space()='返回']/@href")[0]
    assert "栖云镇的算式和出处" in visitor.client.get(back).text
    for bad in (f"/board/cells/{upload}/9/E5", f"/board/cells/{upload}/1/ZZZ9999999", "/board/trace?of=unit&name=无"):
        assert visitor.client.get(bad).status_code == 404
    assert visitor.client.get("/board/cells/99/1/A1").status_code == 404


def test_what_is_corrected_shows_at_once(visitor: Visitor, force: Callable[..., int]) -> None:
    force(Period(2026, 10), ("台账.csv", csv("甲项目,栖云镇,100,50")))
    assert "50.0%" in visitor.client.get("/").text
    force(Period(2026, 10), ("台账.csv", csv("甲项目,栖云镇,100,90")))
    page = visitor.client.get("/").text
    assert "90.0%" in page
    assert "50.0%" not in words(tree(page).xpath("//section[h2[@id='whole']]")[0]).replace("比50%", "")


def test_figures_are_worked_out_before_anybody_asks_and_not_again(
    app: Flask, visitor: Visitor, settings: Settings, force: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    force(Period(2026, 10), ("台账.csv", csv("甲项目,栖云镇,100,50")))
    warm(app.extensions["huicai.in_force"], settings).join()
    monkeypatch.delattr("service.web.board.in_force.figured")
    monkeypatch.delattr("service.registers.uploads.read_bytes")
    for _ in range(2):
        assert "50.0%" in visitor.client.get("/").text


def test_what_is_kept_stays_within_its_bound_and_is_made_once() -> None:
    kept: Kept[int] = Kept(10, lambda value: value)
    made: list[int] = []

    def make(value: int) -> int:
        made.append(value)
        sleep_until.wait(5)
        return value

    sleep_until = Event()
    threads = [Thread(target=kept.get, args=("a", lambda: make(4))) for _ in range(5)]
    for thread in threads:
        thread.start()
    sleep_until.set()
    for thread in threads:
        thread.join()
    assert made == [4]
    for key, value in (("b", 5), ("a", 4), ("c", 6), ("a", 4), ("b", 5)):
        assert kept.get(key, lambda value=value: make(value)) == value  # type: ignore[misc]
    assert made == [4, 5, 6, 5]
    with pytest.raises(ZeroDivisionError):
        kept.get("d", lambda: 1 // 0)
    assert kept.get("d", lambda: 1) == 1


# The months in force with what 甲 of 100 and 乙 of 100 had done by then, and what is said of both towns at the last.
HALVES = [
    ({2: (60, 10)}, "截至2月", {"已实现": "栖云镇", "尚未实现": "枕石镇"}),
    ({6: (50, 49)}, "2026年6月底", {"已实现": "栖云镇", "未实现": "枕石镇"}),
    ({6: (50, 49), 9: (80, 80)}, "2026年6月底", {"已实现": "栖云镇", "未实现": "枕石镇"}),
    ({9: (80, 40)}, "上传6月底的台账", {"无法判断": "栖云镇", "未实现": "枕石镇"}),
]


@pytest.mark.parametrize(("months", "said", "units"), HALVES)
def test_half_a_year_half_the_task(
    visitor: Visitor,
    force: Callable[..., int],
    months: dict[int, tuple[int, int]],
    said: str,
    units: dict[str, str],
) -> None:
    for month, (one, other) in months.items():
        rows = csv(f"甲项目,栖云镇,100,{one}", f"乙项目,枕石镇,100,{other}")
        force(Period(2026, month), ("台账.csv", rows))  # the same name every month, and no month in it
    page = tree(visitor.client.get("/").text)
    whole = page.xpath("//section[h2[@id='whole']]")[0]
    assert said in words(whole)
    lines = [words(line) for line in whole.xpath(".//div[@class='half']")[1:]]
    assert {re.sub(r"^\W+", "", line).split(" ")[0]: line.split("：")[1] for line in lines} == units


def test_cells_of_files_that_share_a_name_are_not_linked_wrongly(visitor: Visitor, force: Callable[..., int]) -> None:
    for month in (6, 9):
        force(Period(2026, month), ("台账.csv", csv(f"甲项目,栖云镇,100,{month * 9}")))
    of_now = tree(visitor.client.get("/board/trace?of=total").text)
    assert of_now.xpath("//div[@id='trace']//a")
    of_june = tree(visitor.client.get("/board/trace?of=target&name=双过半").text)
    assert "6月底完成率" in words(of_june.get_element_by_id("trace"))
    assert not of_june.xpath("//div[@id='trace']//a")


def test_only_units_and_nothing_at_all(visitor: Visitor, force: Callable[..., int]) -> None:
    page = visitor.client.get("/").text
    assert "还没有本期数据" in page
    assert tree(page).xpath("//div[@class='empty']//a[@href='/ledgers']")
    rows = "任务单位,年度目标任务（万元）,累计完成投资（万元）\n栖云镇,100,0\n枕石镇,100,\n听泉镇,100,90\n"
    force(Period(2026, 10), ("任务单位.csv", rows.encode()))
    page = visitor.client.get("/?period=2026-07&rules=火星").text
    assert "2026-07还没有本期数据，下面是最近一期 2026-10" in page
    assert "没有“火星”这个预警规则" in page
    assert "本期数据只有任务单位、没有项目台账" in page
    silent = words(tree(page).xpath("//section[h2[@id='silent']]")[0])
    assert "完成投资为0的单位（1）栖云镇 未上报的单位（1）枕石镇" in silent
    assert visitor.client.get("/?period=第十个月").status_code == 200


def test_warnings_give_their_reasons(visitor: Visitor, force: Callable[..., int]) -> None:
    force(Period(2026, 10), file(LEDGER))
    board = tree(visitor.client.get("/?rules=银川").text)
    first = words(board.xpath("//section[h2[@id='warnings']]//li")[0])
    assert re.search(r"红灯.*滞后序时进度[\d.]+个百分点", first)
    drafting = board.xpath("//section[h2[@id='warnings']]//li//a[text()='草拟调度单']/@href")[0]
    page = visitor.client.get(drafting).text
    form = fields_of(page)
    assert form["project"] == board.xpath("//section[h2[@id='warnings']]//li/strong/text()")[0]
    assert re.search(r"滞后序时进度[\d.]+个百分点", form["problem"])
    assert (form["source"], "绿灯" in form["problem"]) == ("截至2026-10的台账，红灯", False)
    assert re.search(r"数取自 .*xlsx › .*![A-Z]+\d+", page)
    assert form["lead"]
    link = board.xpath("//section[h2[@id='warnings']]//li//a/@href")[0]
    assert visitor.client.get(link).status_code == 200
    every = tree(visitor.client.get("/board/warnings?rules=银川").text)
    assert words(every.xpath("//li[@class='']|//ul[contains(@class, 'warned')]/li")[0]) == first


def test_a_ticket_is_drafted_from_a_projects_own_figures(visitor: Visitor, force: Callable[..., int]) -> None:
    force(Period(2026, 10), ("台账.csv", csv("甲项目,栖云镇,100,50")))
    page = tree(visitor.client.get("/board/trace?of=project&name=甲项目").text)
    form = fields_of(visitor.client.get(page.xpath("//a[text()='照这些数草拟调度单']/@href")[0]).text)
    assert (form["project"], form["lead"]) == ("甲项目", "栖云镇")
    assert form["problem"] == "年度计划100万元，累计完成50万元，完成率50.0%，与序时进度相差-33.3个百分点"
    assert form["source"] == "截至2026-10的台账"
    assert "照这些数" not in visitor.client.get("/board/trace?of=unit&name=栖云镇").text


def test_what_waits_today(app: Flask, visitor: Visitor) -> None:
    store: Store = app.extensions["huicai.store"]
    today = business_date(now())
    with store.write() as session:
        for late in (-3, 0, 7, 8):
            due = today + timedelta(late)
            order = Order(problem="问题", task="办", units=("栖云镇",), deadline=due, project=f"项目{late}")
            made = tickets.draft(session, order, "张三")
            tickets.sign(session, [made.id], Hand("张三", "安重办", now() - timedelta(9)))
            if late == 8:
                for kind in (Kind.RECEIVE, Kind.ANSWER):
                    tickets.step(session, made.id, Step(kind, "张三", today, "已办", "栖云镇"))
    page = tree(visitor.client.get("/").text)
    tiles = page.xpath("//dl[contains(@class, 'desk')]/div")
    counts = {words(tile.xpath("./dt")[0]): words(tile.xpath("./dd")[0]) for tile in tiles}
    assert counts == {
        "已逾期": "1张",
        "今天到期": "1张",
        "7天内到期": "1张",
        "已反馈，待审核": "1张",
        "已签发，材料没有做完": "0份",
    }
    for tile in tiles[:4]:
        link = tile.xpath(".//a/@href")[0]
        assert len(tree(visitor.client.get(link).text).xpath("//main//tbody/tr")) == 1, link
    pressing = [words(each) for each in page.xpath("//section[h3[@id='pressing']]//li")]
    assert [line.split(" ")[0] for line in pressing] == ["■逾期3天", "▲今天到期"]
    (usual,) = page.xpath("//section[h3[@id='coming']]//li/a[text()='周调度会']/@href")
    assert "周调度会" in visitor.client.get(usual).text


def test_a_meeting_being_prepared_is_opened_from_the_board(visitor: Visitor) -> None:
    day = business_date(now()) + timedelta(1)
    form = visitor.client.get("/meetings/new?kind=月度联席会议").text
    typed = {"day": day.isoformat(), "off": "1", "meeting.place": "三楼会议室", "meeting.addressees": "栖云镇"}
    answer = visitor.post("/meetings/new", **{**fields_of(form), **typed})
    assert answer.status_code == 303, words(tree(answer.text).xpath("//main")[0])
    (link,) = tree(visitor.client.get("/").text).xpath("//section[h3[@id='coming']]//li[contains(., '筹备中')]/a/@href")
    assert link == "/meetings/1"


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.LEADER, Role.ADMIN, Role.UNIT])
def test_each_role_sees_what_it_may(visitor_of: Callable[..., Visitor], role: Role) -> None:
    visitor = visitor_of(role, unit="栖云镇" if role is Role.UNIT else "")
    answer = visitor.client.get("/")
    if role is Role.UNIT:
        assert answer.location == "/returns"
        assert visitor.client.get("/board/trace?of=total").status_code == 403
    else:
        assert ("上传台账" in answer.text) is (role is Role.CLERK)
        assert ("请秘书上传" in answer.text) is (role is not Role.CLERK)


def test_a_trace_opens_in_its_place(page: Page, force: Callable[..., int]) -> None:
    force(Period(2026, 10), file(LEDGER))
    page.goto("/")
    row = page.get_by_role("row", name="栖云镇").first
    row.get_by_text("栖云镇的算式").first.focus()
    page.keyboard.press("Enter")
    expect(row).to_contain_text("完成率 = 累计完成投资 ÷ 年度计划投资")
    row.get_by_role("link", name="任务单位 E5").first.click()
    expect(page.locator("#found")).to_have_text("2.88")
    expect(page.locator("#found")).to_be_in_viewport()
