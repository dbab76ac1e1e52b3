"""``huicai batch prepare``: the papers of the meetings that are near, for whoever starts it by the clock.

It may be run twice, by two clocks at once or again after it was killed: the same meeting with the same data is the same
batch, which is gone on with or given out again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from service import config
from service.batches import export
from service.batches.typeset import office_of
from service.cli_following import follow, taken_out
from service.cli_options import pdf_option
from service.config import Settings
from service.errors import EntryError, HuicaiError, RegisterError
from service.papers.names import safe
from service.papers.office_facts import office_if_any
from service.registers import contacts, meetings, uploads
from service.registers.meeting_kinds import MeetingKind, kind_of
from service.registers.office_rules import calendar_of, kinds_of
from service.store import Store, open_store
from service.store.clock import business_date, now
from service.store.models_meetings import Meeting
from service.terminal import DONE, WITH_PROBLEMS, complain, say
from service.web.meetings import packing, planning
from service.web.meetings.planning import Setting
from service.wording import format_date_weekday

_DAYS = 7


@dataclass(frozen=True, slots=True)
class _Taken:
    """Where the packs go (None: nowhere beside the batch) and in which form, and for whom they are made."""

    out: Path | None
    who: str
    form: export.Form


def _taken(settings: Settings, who: str, out: Path | None, copies: int, pdf: bool) -> _Taken:
    if out is None and (copies or pdf):
        raise EntryError("要合并打印或转 PDF，请用 --out 写明放到哪个文件夹")
    return _Taken(out, who, export.Form(True, copies, office_of(settings) if pdf else None))


@click.command(name="prepare")
@click.argument("kind", metavar="[会议类别]", default="")
@click.option("--within", type=click.IntRange(0, 366), default=_DAYS, show_default=True, help="只备这么多天以内的会议")
@click.option("--plan", is_flag=True, help="还没有登记的，先按节奏登记，能上会的议题都列入议程")
@click.option("--out", type=click.Path(path_type=Path), help="做好后另存到这个文件夹，一次会议一个压缩包")
@click.option("--copies", type=click.IntRange(0, 1000), default=0, help="另合成一个 打印合并.docx，每份印几份")
@pdf_option
@click.option("--by", "who", required=True, metavar="姓名", help="经办人姓名，记入操作记录")
def prepare(*, kind: str, within: int, plan: bool, who: str, **form: Any) -> int:
    """给临近的会议备料：按登记的会议、议程和当期数据，生成全套材料。

    供定时任务使用，重复执行不会重做；数据、议程变了才另做一批。
    """
    settings, today = config.load(), business_date(now())
    taken_out = _taken(settings, who, **form)
    kinds = kinds_of(settings)
    wanted = [kind_of(kinds, kind)] if kind else list(kinds.values())
    until = today + timedelta(days=within)
    with open_store(settings) as store:
        if plan:
            _plan_missing(store, wanted, until, who)
        near = _near(store, wanted, today, until)
        if not near:
            say([f"{format_date_weekday(until)}以前没有登记要开的{kind or '会议'}，没有可备的材料"])
        return max((_prepared(store, meeting, kinds, taken_out) for meeting in near), default=DONE)


def _near(store: Store, kinds: Sequence[MeetingKind], today: date, until: date) -> list[Meeting]:
    """The meetings still being prepared that are to take place until that day, the nearest first."""
    names = {kind.name for kind in kinds}
    with store.read() as session:
        found = meetings.being_prepared(session)
    return [one for one in found if today <= one.day <= until and one.kind in names]


def _plan_missing(store: Store, kinds: Sequence[MeetingKind], until: date, who: str) -> None:
    """Register the next meeting of each kind that has a rhythm, where it is near and nobody has."""
    today = business_date(now())
    for kind in kinds:
        at = Setting(kind, office_if_any(store.settings), calendar_of(store.settings), today)
        with store.read() as session:
            last, proposed = meetings.latest(session, kind.name), meetings.next_day(session, kind, today, at.calendar)
            values, _ = planning.first_values(session, at, contacts.units(session))
        if proposed is None or proposed.day > until or (last and last.state == meetings.PLANNED):
            continue
        try:
            planned = planning.plan_of(values, at)
            with store.write() as session:
                made = meetings.plan(session, kind, planned, who)
                ready = [topic.id for topic in meetings.proposed_agenda(session, kind).ready]
                if ready:
                    meetings.put_on_agenda(session, made.id, kind, ready, who)
            say([f"已登记第 {made.id} 号：{meetings.called(made)}，议题 {len(ready)} 个"])
        except RegisterError as error:  # another clock was faster
            complain(error.at_console)


def _prepared(store: Store, meeting: Meeting, kinds: Mapping[str, MeetingKind], wanted: _Taken) -> int:
    """The pack of one meeting: 0 clean, 1 with something to look at or not made; the next is made all the same."""
    say([f"{meetings.called(meeting)}："])
    usual = packing.usual_papers(store, kind_of(kinds, meeting.kind))
    periods = packing.periods_of(store)
    papers = packing.Wanted(usual, periods[0] if periods else packing.NO_DATA)
    folder = wanted.out / safe(f"{meeting.day:%Y-%m-%d} {meeting.name}") if wanted.out else None
    try:
        at = packing.prepared(store, meeting.id, uploads.reading_of)
        batch = packing.begin(at, papers, "", wanted.who, once=True)
        return taken_out(store, follow(store, batch), folder, wanted.form)
    except HuicaiError as error:
        complain(error.at_console)
        return WITH_PROBLEMS
