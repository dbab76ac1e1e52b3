"""A home of a large county, invented: its ledgers in force month by month, its tickets; the material of the web's
benchmark."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import date, timedelta

from openpyxl import Workbook

from service.figures import Period
from service.registers import tickets
from service.registers.deliveries import Parcel, take_in_all
from service.registers.snapshots import put_in_force
from service.registers.ticket_life import Kind, Step
from service.registers.tickets import Hand, Order
from service.registers.uploads import Arrival
from service.store import Store
from service.store.clock import business_date, now

WHO = "张三（zhangsan）"
UNITS = tuple(f"第{number}镇" for number in range(1, 19)) + tuple(f"县第{number}局" for number in range(1, 19))
_HEADINGS = (
    *("序号", "项目名称", "责任单位", "行业", "计划列表", "建设性质", "总投资", "年度计划投资", "本年累计完成投资"),
    *("本月完成投资", "计划开工时间", "实际开工时间", "形象进度", "存在问题", "包联领导"),
)
AT_ONCE = 500


def ledger(projects: int, period: Period) -> bytes:
    """A workbook of so many projects at the end of a month, always the same; one in forty reports nothing, one in
    thirty zero, one in two hundred more than its whole investment."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("项目台账")
    until = f"截至{period.year}年{period.month}月底"
    for line in (["安澜县2026年重点项目台账"], [until, "单位：万元"], list(_HEADINGS)):
        sheet.append(line)
    for row in _projects(projects, period.month):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _projects(count: int, month: int) -> Iterator[list[object]]:
    dice = random.Random(2026)  # noqa: S311 - the same county every time
    for number in range(1, count + 1):
        total, pace = dice.randint(1_000, 90_000), dice.uniform(0.2, 1.3)
        plan = round(total * dice.uniform(0.1, 0.5))
        done: float | None = None if number % 40 == 0 else 0 if number % 30 == 0 else round(plan * month / 12 * pace, 2)
        if number % 200 == 1:
            done = total + 1.5
        yield [
            *(number, f"安澜县第{number}号重点工程建设项目", UNITS[number % len(UNITS)]),
            dice.choice(("工业", "农业", "交通", "水利", "教育", "卫生")),
            dice.choice(("县级", "市级、县级", "省级、市级、县级")),
            dice.choice(("续建", "新建")),
            *(total, plan, done, done and round(done / month, 2)),
            *(date(2026, 3, 1), date(2026, 3, dice.randint(1, 28)) if done else None),
            dice.choice(("主体施工", "基础施工", "设备安装")),
            dice.choice(("", "", "用地手续没有办完", "管线没有迁改")),
            dice.choice(("甲某", "乙某", "丙某")),
        ]


def fill(store: Store, projects: int, months: int, count: int) -> dict[str, object]:
    """So many months of ledgers in force up to October 2026, and so many tickets in all states; gives the address of
    the upload in force before the last, and the number of a ticket that is overdue."""
    addresses = [""]
    for period in [Period(2026, month) for month in range(11 - months, 11)]:
        name = f"安澜县重点项目台账（{period.month}月）.xlsx"
        made = take_in_all(store, Parcel((Arrival(ledger(projects, period), name, period),)), WHO)
        addresses.append(made.address)
        with store.write() as session:
            put_in_force(session, made.ids, WHO)
    for first in range(0, count, AT_ONCE):
        _tickets(store, range(first, min(first + AT_ONCE, count)))
    return {"september": addresses[-2], "late": 2}


def _tickets(store: Store, numbers: range) -> None:
    """Tickets signed thirty days ago: a third is closed, the others are due from twenty days ago on."""
    today = business_date(now())
    with store.write() as session:
        made = [tickets.draft(session, _order(number, today), WHO, now() - timedelta(31)).id for number in numbers]
        tickets.sign(session, made, Hand(WHO, "安重办", now() - timedelta(30)))
    with store.write() as session:
        for each in made[::3]:
            for kind, ago in ((Kind.RECEIVE, 29), (Kind.ANSWER, 25), (Kind.CLOSE, 24)):
                step = Step(kind, WHO, today - timedelta(ago), "已办理")
                tickets.step(session, each, step, now() - timedelta(ago))


def _order(number: int, today: date) -> Order:
    return Order(
        project=f"安澜县第{number % 2000 + 1}号重点工程建设项目",
        problem="用地手续没有办完",
        cause="材料不全",
        task="办完用地手续",
        units=(UNITS[number % len(UNITS)],),
        deadline=today + timedelta(number % 50 - 20),
    )
