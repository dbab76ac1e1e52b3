"""The page docs/year.md and its pictures: python -m tests.support.year_page

Lives the year of the invented county (tests/registers/county_year.py) in a folder of its own and tells what it left. A
test holds the text to the year as it is lived now; the pictures are made anew by the command alone.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import select

from service.config import ROOT
from service.papers import find
from service.registers import ticket_lists
from service.registers.ladder import ladder
from service.registers.ticket_clock import overdue_days
from service.registers.ticket_life import Kind
from service.registers.tickets import called, life_of
from service.store.clock import business_date
from service.store.models_meetings import Meeting, Topic
from service.store.models_tickets import Ticket, TicketStep
from service.store.numbers import numbers_of
from service.store.store import Store
from service.wording import format_date
from tests.registers.lived import LENGTHS, Lived, living
from tests.support.year_counts import followed, months, whole
from tests.support.year_pictures import FOLDER, draw

PAGE: Final = ROOT / "docs" / "year.md"
COMMAND: Final = "python -m tests.support.year_page"
RUNGS: Final = ladder().names()
SHOWN: Final = {"bulletin-06": "2026-06", "bulletin-12": "2026-12"}


def main() -> None:
    """Write the page and its pictures anew."""
    with tempfile.TemporaryDirectory() as folder, living(Path(folder) / "home", LENGTHS["sqlite"]) as lived:
        PAGE.write_text(page(lived), encoding="utf-8")
        steps = papers_of(lived.store, followed(lived.store))
        items = {f"ticket-{place}": step.item or "" for place, step in enumerate(steps, start=1)}
        draw(lived.store, items | {name: f"bulletin:{period}" for name, period in SHOWN.items()}, list(SHOWN))
    sys.stdout.write(f"已写好 {PAGE} 和 {FOLDER} 里的图\n")


def page(lived: Lived) -> str:
    """The page's text: the same whenever the same year is lived."""
    return "\n".join([*_opening(lived), *_ladder(lived), *_ticket(lived.store), *_bulletins(), *_checked(lived)]) + "\n"


def _opening(lived: Lived) -> Iterator[str]:
    county = lived.county
    yield "# 一个县的一年"
    yield ""
    yield (
        "虚构的安澜县用会材过了一年：每月一份台账，每周一次调度会，会上定的事当场编号交办，各单位有按时办结的、申请延期的、"
        "逾期的、一直不办的，逾期的一步一步催到问责，每月一份进展通报。这一页的每个数、每张图都出自同一次运行，"
        "运行本身是一项测试（`tests/registers/test_year.py`）：年底编号、操作记录、每一份存档的材料都对得上，这一页才对得上。"
    )
    yield ""
    yield f"重做这一页和图（一两分钟，要有 LibreOffice）：`{COMMAND}`"
    yield ""
    first, last = format_date(county.held[0]), format_date(county.held[-1])
    yield f"第一次周调度会在{first}，第{len(county.held)}次在{last}（长假没有会）；此后再过100天，交办的都有了结果。"
    yield ""
    yield "## 一年的数"
    yield ""
    yield from _table(("项目", "数"), whole(lived))
    yield ""
    yield "## 逐月的数"
    yield ""
    yield "签发、办结和升级按办理的日子计；完成率是当月通报印出的。次年的几个月里没有新的会，只把上年交办的办完。"
    yield ""
    yield from _table(("月份", "周会", "签发调度单", "办结", *RUNGS, "月末逾期未反馈", "通报的完成率"), months(lived))
    yield ""


def _ladder(lived: Lived) -> Iterator[str]:
    with lived.store.read() as session:
        steps = session.scalars(select(TicketStep).filter_by(kind=Kind.ESCALATE.name)).all()
    yield "## 逾期升级走了几步"
    yield ""
    yield "每周第一个工作日由人看一遍预览再发。短时限（10天以内）的，到期前不发提醒。"
    yield ""
    rows = [
        (
            rung.name,
            rung.when,
            find(rung.paper).title,
            str(sum(step.measure == rung.name for step in steps)),
            str(len({step.ticket_id for step in steps if step.measure == rung.name})),
        )
        for rung in ladder().rungs
    ]
    yield from _table(("步骤", "什么时候可以走", "材料", "发了几份", "涉及几件"), rows)
    yield ""


def papers_of(store: Store, ticket_id: int) -> list[TicketStep]:
    """The steps of a ticket that made a paper."""
    with store.read() as session:
        return [step for step in ticket_lists.history(session, ticket_id) if step.item]


def _ticket(store: Store) -> Iterator[str]:
    """One ticket that went all the way, from the weekly return to its end."""
    with store.read() as session:
        ticket = session.get_one(Ticket, followed(store))
        topic = session.get_one(Topic, ticket.topic_id)
        meeting = session.get_one(Meeting, ticket.meeting_id)
        steps = ticket_lists.history(session, ticket.id)
        numbers = {item: found.text for item, found in numbers_of(session, [s.item for s in steps if s.item]).items()}
        late = overdue_days(life_of(ticket), steps[-1].day)
        units = "、".join(unit.name for unit in ticket.units)
    yield "## 一张单子从头到尾"
    yield ""
    yield f"{called(ticket)}：{ticket.problem}，原因是{ticket.cause}；交{units}办，{ticket.task}。"
    yield f"到时限没有反馈，走完升级的五步，逾期{late}天才反馈，审核后办结。"
    yield ""
    rows = [
        (format_date(business_date(topic.raised_at)), "提出议题", topic.raised_by, ticket.lead, "", topic.source),
        (format_date(meeting.day), f"{meeting.name}议定", "", "", "", f"办理时限{format_date(_signed_until(steps))}"),
        *((format_date(s.day), _said(s), s.who, s.unit, numbers.get(s.item or "", ""), s.note) for s in steps),
    ]
    yield from _table(("日期", "步骤", "经办", "单位", "编号", "说明"), rows)
    yield ""
    for place, step in enumerate((step for step in steps if step.item), start=1):
        yield f"{_said(step)}，{numbers[step.item or '']}："
        yield ""
        yield f"![{_said(step)}](pictures/year/ticket-{place}.png)"
        yield ""


def _signed_until(steps: Sequence[TicketStep]) -> date:
    until = steps[0].until
    assert until, "an order is signed with its deadline"
    return until


def _said(step: TicketStep) -> str:
    return step.measure or Kind[step.kind].value


def _bulletins() -> Iterator[str]:
    yield "## 两份进展通报"
    yield ""
    yield (
        "每份都由当期在用的台账做出，与上月比；图是真的图表，在 Word 里可以改。"
        "上月印的数和本月印的“上期”逐个相同，有测试对着印出来的文字查。"
    )
    yield ""
    for name, what in (("bulletin-06", "2026年1—6月"), ("bulletin-12", "2026年1—12月")):
        yield f"{what}的正文和附件（各取前四页）："
        yield ""
        yield f"![{what}进展通报](pictures/year/{name}.png)"
        yield ""
        yield f"![{what}进展通报的附件](pictures/year/{name}-annexes.png)"
        yield ""


def _checked(lived: Lived) -> Iterator[str]:
    yield "## 年底核对"
    yield ""
    for words in (("numbers", "report"), ("audit", "verify"), ("files", "verify")):
        yield f"    $ huicai {' '.join(words)}"
        yield from (f"    {line}" for line in _run(lived.store, *words))
        yield ""
    yield "链头每次运行都不同（密钥是新的），这里略去。"


def _run(store: Store, *words: str) -> list[str]:
    """What a command says of the county's home; a hash is cut short."""
    environment = os.environ | {"HUICAI_HOME": str(store.settings.home), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "service.cli", *words]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return re.sub(r"[0-9a-f]{64}", "……", done.stdout).splitlines()


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    main()
