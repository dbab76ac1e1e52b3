"""``huicai tickets`` and ``huicai escalate``: orders, their steps and the ladder on the command line.

Exit codes: 0 done, 1 done and something is for a person (overdue, ready to be issued, held back), 2 could not be done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from service import config
from service.cli_reading import open_ledgers
from service.errors import RegisterError
from service.papers.sorting import sorting
from service.registers import ticket_lists, tickets
from service.registers.as_json import preview_json, step_json, ticket_json
from service.registers.deadlines import Deadline, in_working_days, named
from service.registers.escalations import Preview, Proposal, preview
from service.registers.office_rules import calendar_of, rules_of
from service.registers.ticket_clock import is_overdue, standing
from service.registers.ticket_life import Kind, State, Step
from service.registers.ticket_rules import possible
from service.registers.tickets import Order
from service.registers.triage import Sorted, sort_out
from service.store import open_store
from service.store.clock import business_date, now
from service.store.models_tickets import Ticket, TicketStep
from service.terminal import DONE, WITH_PROBLEMS, say

DAY = click.DateTime(["%Y-%m-%d"])
who_option = click.option("--by", "who", required=True, metavar="姓名", help="经办人姓名，记入操作记录")
json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON")
_STATES = click.Choice([state.value for state in State])
_STEPS = [kind.value for kind in Kind if kind not in (Kind.SIGN, Kind.ESCALATE)]


def day_of(given: datetime | None) -> date:
    """The day that was typed, else today in Shanghai."""
    return given.date() if given else business_date(now())


@click.group(name="tickets")
def tickets_command() -> None:
    """项目调度单：草拟、签发、签收、反馈、延期、办结，逾期一目了然。"""


@tickets_command.command(name="list")
@click.option("--state", type=_STATES, multiple=True, help="只看这些状态，可给多个")
@click.option("--unit", default="", help="只看这个责任单位的（牵头或配合）")
@click.option("--overdue", is_flag=True, help="只看逾期没有反馈的")
@click.option("--due-by", type=DAY, help="只看到这一天该反馈而没有反馈的，如 2026-03-20")
@click.option("--day", type=DAY, help="按哪一天算逾期，默认今天")
@click.option("--after", "beyond", type=int, default=0, help="从这个登记序号往后列")
@click.option("--most", type=click.IntRange(1, 10_000), default=100, help="最多列几张，默认100")
@json_option
def list_tickets(*, state: tuple[str, ...], overdue: bool, day: datetime | None, as_json: bool, **more: Any) -> int:
    """列出调度单，按登记先后。"""
    on = day_of(day)
    wish = ticket_lists.Wish(
        states=frozenset(map(State, state)),
        unit=more["unit"],
        due_by=more["due_by"].date() if more["due_by"] else None,
        overdue_on=on if overdue else None,
        beyond=more["beyond"],
        most=more["most"],
    )
    with open_store(config.load()) as store, store.read() as session:
        found = ticket_lists.listed(session, wish)
    late = [ticket for ticket in found if is_overdue(tickets.life_of(ticket), on)]
    if as_json:
        say({"day": on.isoformat(), "tickets": [ticket_json(ticket, on) for ticket in found]})
    else:
        say([f"{len(found)} 张，其中逾期 {len(late)} 张", *(_line(ticket, on) for ticket in found)])
    return WITH_PROBLEMS if late else DONE


def _line(ticket: Ticket, on: date) -> str:
    units = "、".join(unit.name for unit in ticket.units)
    told = standing(tickets.life_of(ticket), on)
    return f"  {ticket.id}  {tickets.called(ticket)}  {units}  时限 {ticket.deadline}  {told}"


@tickets_command.command(name="show")
@click.argument("number", metavar="编号或登记序号")
@click.option("--day", type=DAY, help="按哪一天算逾期，默认今天")
@json_option
def show_ticket(number: str, day: datetime | None, as_json: bool) -> int:
    """一张调度单的内容、走过的每一步，和现在可以做什么。"""
    on = day_of(day)
    with open_store(config.load()) as store, store.read() as session:
        ticket = ticket_lists.found(session, number)
        steps = ticket_lists.history(session, ticket.id)
    if as_json:
        say({**ticket_json(ticket, on), "steps": [step_json(step) for step in steps]})
        return DONE
    may = "、".join(kind.value for kind in possible(tickets.life_of(ticket))) or "已经了结"
    say([_line(ticket, on).strip(), f"  问题：{ticket.problem}", f"  交办：{ticket.task}", *map(_step_line, steps)])
    say([f"  现在可以：{may}"])
    return DONE


def _step_line(step: TicketStep) -> str:
    more = [step.unit if step.kind in ("RECEIVE", "ANSWER") else "", step.measure, step.note]
    until = [f"新时限 {step.until}"] if step.until else []
    return f"  {step.day} {Kind[step.kind].value}（{step.who}）{'，'.join(filter(None, [*more, *until]))}"


@tickets_command.command(name="draft")
@click.option("--project", default="", help="项目名称")
@click.option("--problem", required=True, help="存在问题")
@click.option("--cause", default="", help="问题原因")
@click.option("--task", required=True, help="交办事项")
@click.option("--unit", "units", multiple=True, required=True, help="责任单位，可给多个，第一个牵头")
@click.option("--deadline", type=DAY, help="办理时限，如 2026-03-20")
@click.option("--working-days", type=click.IntRange(1, 250), help="或者：今天起几个工作日")
@click.option("--source", default="", help="事项来源")
@who_option
def draft_ticket(*, deadline: datetime | None, working_days: int | None, who: str, **words: Any) -> int:
    """草拟一张调度单；还没有编号，签发时才给。"""
    until = _deadline(deadline, working_days)
    with open_store(config.load()) as store, store.write() as session:
        made = tickets.draft(session, Order(deadline=until.day, **words), who)
    say([f"已草拟第 {made.id} 号：时限 {until.day}", *(f"  ！ {note}" for note in until.notes)])
    return WITH_PROBLEMS if until.notes else DONE


def _deadline(day: datetime | None, count: int | None) -> Deadline:
    if (day is None) == (count is None):
        raise RegisterError("办理时限请用 --deadline 或 --working-days 写一样")
    calendar = calendar_of(config.load())
    return named(day.date(), calendar) if day else in_working_days(business_date(now()), count or 0, calendar)


@tickets_command.command(name="step")
@click.argument("number", metavar="编号或登记序号")
@click.argument("kind", metavar="一步", type=click.Choice(_STEPS))
@click.option("--note", default="", help="办理情况、理由或意见")
@click.option("--unit", default="", help="哪个责任单位，默认牵头单位")
@click.option("--until", type=DAY, help="申请的、退回时给的新时限")
@click.option("--day", type=DAY, help="发生在哪一天，默认今天")
@who_option
def step_ticket(*, number: str, kind: str, until: datetime | None, day: datetime | None, **words: str) -> int:
    """走一步：签收、反馈、退回、申请延期、准予延期、不准延期、撤回（最后发出的督办、约谈等）、办结、撤销。"""
    new = until.date() if until else None
    wanted = Step(Kind(kind), words["who"], day_of(day), words["note"], words["unit"], new)
    with open_store(config.load()) as store, store.write() as session:
        ticket = tickets.step(session, ticket_lists.found(session, number).id, wanted)
    say([f"已{kind}：{tickets.called(ticket)}，现在是“{standing(tickets.life_of(ticket), day_of(None))}”"])
    return DONE


@tickets_command.command(name="triage")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--source", required=True, help="来源，如 第10周周报")
@click.option("--day", type=DAY, help="哪一天的周报，默认今天")
@who_option
def triage_returns(files: tuple[Path, ...], source: str, day: datetime | None, who: str) -> int:
    """周报里的问题分两路：重大的提为议题，一般的草拟调度单；分不清的列出来请人核定。"""
    problems = [topic for reading in open_ledgers(list(files)) for topic in reading.topics]
    with open_store(config.load()) as store, store.write() as session:
        found = sort_out(session, problems, sorting(day_of(day), source), who)
    say(_sorted_lines(found))
    return WITH_PROBLEMS if any(item.reason for item in found) else DONE


def _sorted_lines(found: Sequence[Sorted]) -> Iterator[str]:
    up, drafted = sum(item.topic is not None for item in found), sum(item.ticket is not None for item in found)
    yield f"问题 {len(found)} 个：提为议题 {up} 个，草拟调度单 {drafted} 张"
    yield from (f"  ！ {item.reason}" for item in found if item.reason)


@click.group(name="escalate")
def escalate_command() -> None:
    """逾期升级：提醒、督办、约谈、通报、问责；先预览，发不发由人定。"""


@escalate_command.command(name="preview")
@click.option("--day", type=DAY, help="看哪一天，默认今天")
@json_option
def preview_escalations(day: datetime | None, as_json: bool) -> int:
    """这一天可以发什么、为什么，哪些先不发；只看不发。"""
    settings, on = config.load(), day_of(day)
    with open_store(settings) as store, store.read() as session:
        found = preview(session, rules_of(settings), on)
    if as_json:
        say(preview_json(found, on))
    else:
        say(_preview_lines(found, on))
    return WITH_PROBLEMS if found.ready or found.held or found.unreviewed else DONE


def _preview_lines(found: Preview, on: date) -> Iterator[str]:
    counted = f"可以发 {len(found.ready)} 件，已过时限而先不发的 {len(found.held)} 件"
    yield f"{on}：{counted}，反馈了还没有审核的 {len(found.unreviewed)} 件"
    for item in found.ready:
        rung = item.outlook.rung
        name = rung.name if rung else ""
        yield f"  {name}  {tickets.called(item.ticket)}  {item.ticket.lead}：{item.outlook.reason}{_provisional(item)}"
    yield from (f"  ·  {tickets.called(item.ticket)}  {item.ticket.lead}：{item.outlook.reason}" for item in found.held)
    yield from (f"  待审核  {tickets.called(one.ticket)}  {one.ticket.lead}：{one.reason}" for one in found.unreviewed)


def _provisional(item: Proposal) -> str:
    return "（工作日按暂定的放假安排算，请核对）" if item.outlook.provisional else ""
