"""An office on an empty machine, each role at a browser: from the set-up to a paper of accountability, printed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from playwright.sync_api import Browser, expect

from tests.web.browsing import page_of
from tests.web.conftest import ISSUES, LEDGER, PASSWORD
from tests.web.machine import Machine
from tests.web.made import sent
from tests.web.people import Person

ORGAN = "安重办"
#: Days after the beginning on which the supervisor takes each step of the ladder; the deadline is on the tenth.
STEPS = {"提醒": 4, "督办": 12, "约谈": 26, "通报": 42, "问责": 58}
TERM = timedelta(10)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    with Machine(tmp_path) as running:
        yield running


def test_from_the_set_up_to_a_printed_paper_of_accountability(
    browser: Browser, machine: Machine, tmp_path: Path
) -> None:
    with ExitStack() as doors:

        def at(login: str, name: str) -> Person:
            return Person(doors.enter_context(page_of(browser, machine.address)), login, name)

        admin = at("guanli", "管一平")
        set_up(admin)
        clerk, supervisor = at("wenmi", "文小秘"), at("ducha", "督大查")
        leader, unit = at("lingdao", "令导"), at("xiyun", "栖报表")
        for person, role in ((clerk, "秘书"), (supervisor, "督查"), (leader, "领导"), (unit, "单位")):
            person.come_in_first(account(admin, person, role))
        bring_the_ledger(clerk)
        hold_a_meeting(clerk, tmp_path)
        number = order(supervisor, leader)
        climb(supervisor, machine)
        print_all(leader, number, tmp_path)
        send_a_return(unit, tmp_path)
        admin.come_in()
        check_the_log(admin)


def set_up(admin: Person) -> None:
    """The first account, with a password of one's own, the office's facts, and nothing more."""
    admin.page.goto("/")
    admin.fill(您的姓名=admin.name, 登录名=admin.login, 自己定的密码=PASSWORD)
    admin.page.get_by_label("秘书").uncheck()
    admin.page.get_by_label("自己定", exact=True).check()
    admin.click("建立账号")
    admin.fill(发文机关全称="安澜县重点项目建设指挥部办公室", 机关代字=ORGAN)
    admin.click("保存，下一步")
    admin.follow("以后再说")
    expect(admin.heading).to_contain_text("同事的账号")


def account(admin: Person, person: Person, role: str) -> str:
    """Make an account in the set-up; gives the password that is shown once."""
    admin.fill(登录名=person.login, 姓名=person.name, 所在单位="栖云镇" if role == "单位" else "")
    for each in admin.page.get_by_role("checkbox").all():
        each.uncheck()
    admin.page.get_by_role("checkbox", name=role).check()
    admin.click("建立这个账号")
    expect(admin.page.get_by_role("heading", name="请把密码告诉")).to_contain_text(person.name)
    return admin.page.locator("#made-password").inner_text()


def bring_the_ledger(clerk: Person) -> None:
    """A ledger with a rate that does not follow from its figures: seen, decided, put in force."""
    page = clerk.page
    clerk.follow("台账")
    page.get_by_label("选择文件").set_input_files([LEDGER, ISSUES])
    clerk.click("上传并核对")
    row = page.get_by_role("row", name="扶摇通用航空零部件加工项目”占年计划比例")
    row.get_by_text("作决定").click()
    row.get_by_label("采用表内数（68.5%）").check()
    row.get_by_label("决定人").fill(clerk.name)
    row.get_by_label("理由").fill("以统计局核定数为准")
    row.get_by_role("button", name="保存决定").click()
    clerk.told("已记下对“扶摇通用航空零部件加工项目”的决定")
    clerk.click("作为本期数据")
    expect(page.locator("#register")).to_contain_text("2026-10当期数据")


def hold_a_meeting(clerk: Person, folder: Path) -> None:
    """A meeting of the week with a topic out of the data; its papers, and what stands in one of them."""
    page = clerk.page
    clerk.follow("会议")
    clerk.follow("新建周调度会")
    clerk.fill(会议地点="县政务服务中心三楼会议室", 通知发给哪些单位="县水利局\n栖云镇")
    page.get_by_label("放假也开").check()
    clerk.click("登记会议，排议程")
    page.locator("section[aria-labelledby='proposed']").get_by_role("checkbox").first.check()
    clerk.click("列入议程")
    clerk.follow("下一步：做材料")
    clerk.click("生成材料")
    expect(clerk.heading).to_contain_text("已生成")
    with ZipFile(clerk.download("下载全部（.zip）", folder)) as package:
        package.extractall(folder / "pack")
    notice = next((folder / "pack").glob("**/*会议通知（县水利局）.docx"))
    words = "".join(paragraph.text for paragraph in docx.Document(str(notice)).paragraphs)
    assert "县政务服务中心三楼会议室" in words
    assert "县水利局" in words


def order(supervisor: Person, leader: Person) -> str:
    """A draft by the supervisor, signed by the leader; gives its number."""
    supervisor.follow("调度单")
    supervisor.follow("草拟调度单")
    until = date.today() + TERM
    supervisor.fill(项目名称="云溪河综合治理工程", 存在问题="征地补偿没有签约", 问题原因="补偿标准有分歧")
    supervisor.fill(交办事项="完成剩余12户签约", 牵头单位="县水利局", 办理时限=until.isoformat())
    supervisor.click("保存草稿")
    supervisor.told("已草拟")
    expect(supervisor.page.get_by_role("link", name="看材料、签发…")).to_have_count(0)

    leader.follow("调度单")
    leader.follow("第1号草稿")
    leader.follow("看材料、签发…")
    expect(leader.page.frame_locator("iframe[sandbox='']").get_by_text("完成剩余12户签约")).to_be_visible()
    leader.click("签发并编号（1份）")
    leader.told("已签发1份")
    link = leader.page.get_by_role("row").get_by_role("link", name=ORGAN)
    number = link.inner_text()
    assert number.startswith(f"{ORGAN}调〔")
    return number


def climb(supervisor: Person, machine: Machine) -> None:
    """Nobody answers: every step of the ladder, each on its day."""
    for step, day in STEPS.items():
        machine.later(day)
        supervisor.come_in()
        supervisor.follow("问责")
        supervisor.page.get_by_label(f"选 {step}").check()
        supervisor.click("发出所选…")
        supervisor.click("发出并编号（1份）")
        supervisor.told("已签发1份")


def print_all(leader: Person, number: str, folder: Path) -> None:
    """The leader finds the paper of accountability in the history and has two copies for the printer."""
    leader.come_in()
    leader.follow("问责")
    leader.follow("已发出的材料")
    leader.page.get_by_role("row", name="问责通知书").get_by_role("checkbox").check()
    leader.click("打印所选…")
    leader.page.get_by_label("份数").fill("2")
    words = docx.Document(str(leader.download("合成一个 Word 文件", folder, "button")))
    text = "\n".join(paragraph.text for paragraph in words.paragraphs)
    assert text.count(f"{ORGAN}责〔") == 2
    assert number in text


def send_a_return(unit: Person, folder: Path) -> None:
    """A unit sends its own, and whatever else it asks for is refused."""
    unit.come_in()
    page = unit.page
    assert [link.inner_text() for link in page.locator(".sections a").all()] == ["单位报送"]
    own = folder / "周报.xlsx"
    own.write_bytes(sent("栖云镇"))
    page.get_by_label("选择本单位的报表").set_input_files(own)
    unit.click("报送")
    expect(unit.heading).to_have_text("已收到周报.xlsx")
    for path in (
        "/ledgers",
        "/meetings",
        "/meetings/1",
        "/tickets",
        "/tickets/1",
        "/papers",
        "/batches/1",
        "/admin/audit",
    ):
        answer = page.goto(path)
        assert answer
        assert answer.status == 403, path
        assert "云溪河" not in page.content()


def check_the_log(admin: Person) -> None:
    """What all of them did is in the log, unbroken."""
    admin.follow("管理")
    admin.follow("操作记录")
    admin.click("核对有没有被改动")
    admin.told("逐条核对无误")
    expect(admin.page.get_by_role("cell", name="令导（lingdao）").first).to_be_visible()
