"""``huicai meetings``: meetings by their rhythm, topics, agendas, decisions, and what the next one opens with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from service import config
from service.cli_registers import DAY, day_of, json_option, who_option
from service.errors import RegisterError
from service.registers import decisions, meetings, tickets, topics
from service.registers.as_json import kept_json
from service.registers.decisions import Decided, Kept
from service.registers.meeting_kinds import kind_of
from service.registers.office_rules import calendar_of, kinds_of
from service.registers.tickets import Order
from service.registers.topics import Matter, TopicKind
from service.store import open_store
from service.store.models_meetings import Meeting
from service.terminal import DONE, WITH_PROBLEMS, say

_TOPICS = click.Choice([kind.value for kind in TopicKind])
_id = click.argument("meeting_id", metavar="会议序号", type=int)


@click.group(name="meetings")
def meetings_command() -> None:
    """会议：按节奏筹备、列议程、登记决定，下次会先对上次的账。"""


@meetings_command.command(name="next")
@click.option("--day", type=DAY, help="从哪一天起算，默认今天")
def next_meetings(day: datetime | None) -> int:
    """每类会议下一次建议哪一天开，碰到放假顺延。"""
    settings, on = config.load(), day_of(day)
    calendar = calendar_of(settings)
    with open_store(settings) as store, store.read() as session:
        for kind in kinds_of(settings).values():
            found = meetings.next_day(session, kind, on, calendar)
            said = f"{found.day}{f'（{found.note}）' if found.note else ''}" if found else "不定期，需要时再开"
            say([f"{kind.name}（{kind.written}）：{said}"])
    return DONE


@meetings_command.command(name="list")
@click.option("--kind", default="", help="只看这一类会议")
def list_meetings(kind: str) -> int:
    """登记过的会议，最近的在前。"""
    with open_store(config.load()) as store, store.read() as session:
        found = meetings.listed(session, kind)
    say(f"{each.id}  {meetings.called(each)}  {meetings.STATES[each.state]}" for each in found)
    return DONE


@meetings_command.command(name="plan")
@click.argument("kind", metavar="会议类别")
@click.option("--day", type=DAY, help="哪一天，默认按节奏建议的日子")
@click.option("--name", default="", help="会议名称，默认就是类别")
@click.option("--place", default="", help="会议地点")
@click.option("--host", default="", help="主持人")
@who_option
def plan_meeting(*, kind: str, day: datetime | None, who: str, **words: Any) -> int:
    """筹备一次会议：日期、参会范围按类别默认，前一次同类会议自动接上。"""
    settings = config.load()
    chosen = kind_of(kinds_of(settings), kind)
    with open_store(settings) as store, store.write() as session:
        calendar = calendar_of(settings)
        on = day.date() if day else meetings.proposed_day(session, chosen, day_of(None), calendar)
        made = meetings.plan(session, chosen, meetings.Plan(day=on, **words), who)
    say([f"已登记第 {made.id} 号：{meetings.called(made)}"])
    return DONE


@meetings_command.command(name="topics")
@click.option("--kind", default="周调度会", help="按哪一类会议看能不能上会，默认周调度会")
def list_topics(kind: str) -> int:
    """待上会的议题：齐全的列出来，问题、原因、建议不齐的逐个点名。"""
    settings = config.load()
    chosen = kind_of(kinds_of(settings), kind)
    with open_store(settings) as store, store.read() as session:
        found = meetings.proposed_agenda(session, chosen)
    say([f"可以上会 {len(found.ready)} 个，暂缓 {len(found.held)} 个"])
    say(f"  {topics.called(topic)}：{topic.problem}" for topic in found.ready)
    say(f"  ！ {why}" for _, why in found.held)
    return WITH_PROBLEMS if found.held else DONE


@meetings_command.command(name="bring")
@click.option("--problem", required=True, help="存在问题")
@click.option("--cause", default="", help="问题原因")
@click.option("--proposal", default="", help="处理建议")
@click.option("--project", default="", help="项目名称")
@click.option("--unit", default="", help="责任单位")
@click.option("--kind", type=_TOPICS, default=TopicKind.ORDINARY.value, help="停建、停工、罚款的要先准许")
@who_option
def bring_topic(*, kind: str, who: str, **words: Any) -> int:
    """提出一个议题；原因、建议可以后补，补齐才能上会。"""
    with open_store(config.load()) as store, store.write() as session:
        made = topics.bring(session, Matter(kind=TopicKind(kind), **words), who)
        lacks = topics.lacking(made)
    say([f"已登记{topics.called(made)}", *([f"  ！ 没有填写{lacks}，补齐后才能上会"] if lacks else [])])
    return WITH_PROBLEMS if lacks else DONE


@meetings_command.command(name="solve")
@click.argument("topic_id", metavar="议题序号", type=int)
@click.option("--how", required=True, help="怎样解决的")
@click.option("--day", type=DAY, help="哪一天解决的，默认今天")
@who_option
def solve_topic(topic_id: int, how: str, day: datetime | None, who: str) -> int:
    """会前已经解决：移出议程，记录在案。"""
    with open_store(config.load()) as store, store.write() as session:
        found = topics.solve(session, topic_id, how, who, day_of(day))
    say([f"已移出议程：{topics.called(found)}"])
    return DONE


@meetings_command.command(name="agenda")
@_id
@click.option("--put", "put", type=int, multiple=True, metavar="议题序号", help="列入议程的议题，可给多个；不给则只看")
@click.option("--by", "who", default="", metavar="姓名", help="列入议程时的经办人姓名")
def agenda(meeting_id: int, put: tuple[int, ...], who: str) -> int:
    """看或列一次会议的议程。"""
    settings = config.load()
    with open_store(settings) as store, store.write() as session:
        meeting = meetings.found(session, meeting_id)
        if put:
            meetings.put_on_agenda(session, meeting_id, kind_of(kinds_of(settings), meeting.kind), put, who)
        listed = meetings.agenda_of(session, meeting_id)
    say([f"{meetings.called(meeting)}，议题 {len(listed)} 个"])
    say(f"  {topics.called(topic)}：{topic.problem}（{topics.TopicState[topic.state].value}）" for topic in listed)
    return DONE


@meetings_command.command(name="hold")
@_id
@who_option
def hold_meeting(meeting_id: int, who: str) -> int:
    """登记会议已经召开，之后才能登记决定。"""
    with open_store(config.load()) as store, store.write() as session:
        held = meetings.hold(session, meeting_id, who)
    say([f"已登记召开：{meetings.called(held)}"])
    return DONE


@meetings_command.command(name="decide")
@_id
@click.option("--text", required=True, help="决定事项")
@click.option("--topic", "topic_id", type=int, help="是哪个议题的决定")
@click.option("--leave/--no-leave", default=None, help="停建、停工、罚款事项：准许或不准许")
@click.option("--unit", "units", multiple=True, help="交办给谁，可给多个，第一个牵头；给了就草拟调度单")
@click.option("--task", default="", help="交办事项，默认就是决定事项")
@click.option("--project", default="", help="项目名称")
@click.option("--deadline", type=DAY, help="办理时限，如 2026-03-20")
@who_option
def decide(*, meeting_id: int, who: str, deadline: datetime | None, **words: Any) -> int:
    """登记会议的一项决定；要办的草拟成调度单。"""
    if bool(words["units"]) != bool(deadline):
        raise RegisterError("要交办的，请把 --unit 和 --deadline 都写上")
    text, task = words["text"], words["task"]
    order = None
    if deadline:
        day, units = deadline.date(), words["units"]
        order = Order(problem=text, task=task or text, units=units, deadline=day, project=words["project"])
    decided = Decided(text=text, topic_id=words["topic_id"], order=order, leave=words["leave"])
    with open_store(config.load()) as store, store.write() as session:
        made = decisions.decide(session, meeting_id, decided, who)
    drafted = [f"已草拟第 {made.ticket_id} 号调度单，签发后编号"] if made.ticket_id else []
    say([f"已登记决定：{made.text}", *drafted])
    return DONE


@meetings_command.command(name="opening")
@_id
@click.option("--day", type=DAY, help="按哪一天算逾期，默认今天")
@json_option
def opening(meeting_id: int, day: datetime | None, as_json: bool) -> int:
    """开会先对账：上次会议定的每件事现在怎样，更早定的还有哪些没有办结。"""
    on = day_of(day)
    with open_store(config.load()) as store, store.read() as session:
        meeting = meetings.found(session, meeting_id)
        kept = decisions.opening(session, meeting, on)
    if as_json:
        say(
            {
                "meeting": meetings.called(meeting),
                "day": on.isoformat(),
                "decisions": [kept_json(item) for item in kept],
            }
        )
    else:
        say(_kept_lines(meeting, kept))
    return WITH_PROBLEMS if any(item.open for item in kept) else DONE


def _kept_lines(meeting: Meeting, kept: list[Kept]) -> Iterator[str]:
    yield f"{meetings.called(meeting)}：对账 {len(kept)} 件，没有办结 {sum(item.open for item in kept)} 件"
    for item in kept:
        whose = f"{tickets.called(item.ticket)}，{item.ticket.lead}" if item.ticket else "没有交办"
        of = meetings.called(item.meeting)
        yield f"  {'·' if item.open else '✓'} {item.decision.text}（{of}；{whose}）：{item.standing}"
