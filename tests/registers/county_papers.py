"""Each month's bulletin in the county's year, and what a person adds to the letters of tickets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from service.config import ROOT, file_bytes, toml_table
from service.figures import Period
from service.papers import Draft, find, gather, load_meeting
from service.papers.pressing import TEXTS, numbered, press
from service.registers.snapshots import in_force
from service.store import Store
from service.store.frozen import Leaving, freeze, keep
from service.store.numbers import Wanted, issue, series_at
from service.wording import format_date, format_date_weekday
from service.wording.traced import untraced
from service.wording.workdays import add_working_days, is_day_off
from tests.registers.orders import at

ORGAN: Final = "安重办"
BULLETIN_SERIES: Final = "函"
_FILE: Final = ROOT / "samples" / "meeting.toml"
_MEETING: Final = load_meeting(_FILE)
_TABLES: Final = toml_table(file_bytes(_FILE, "会议文件"), "会议文件")
OFFICE_TABLES: Final = {
    "issuer": _TABLES["issuer"],
    "office": {key: _TABLES["meeting"][key] for key in ("approved_by", "bulletin_addressees")},
}
"""The office's own facts, as the sample meeting's file states them."""


def issue_bulletin(store: Store, period: Period, day: date, who: str) -> None:
    """The month's 进展通报, measured against the month before, with its number, frozen."""
    before = Period(period.year, period.month - 1) if period.month > 1 else None
    inputs = gather(
        in_force(store, period).readings,
        meeting=replace(_MEETING, paper_date=day),
        last=in_force(store, before).readings if before else (),
    )
    paper = find("progress_bulletin")
    (draft,) = paper.plan(inputs)
    assert isinstance(draft, Draft)
    wanted = Wanted(series_at(ORGAN, BULLETIN_SERIES, at(day)), f"bulletin:{period}")
    with store.write() as session:
        number = issue(session, [wanted], who, at(day))[0]
        text = number.text
    data, template = numbered(untraced(dict(draft.context)), text), paper.template.read_bytes()
    kept = keep(store.files, press(template, data), template, data, TEXTS)
    with store.write() as session:
        leaving = Leaving(wanted.item, paper.id, f"{text} {paper.name_of(draft)}.docx", kept, {"单位": ORGAN})
        freeze(session, store.files, leaving, who, number)


def given(paper: str, day: date) -> dict[str, str]:
    """What a person fills in of a letter: when and where the talk is, that the unit was told before."""
    before = next(each for back in range(5, 30) if not is_day_off(each := day - timedelta(back)))
    told = f"{format_date(before)}书面告知，被告知单位没有提出异议"
    return {
        "talk_notice": {
            "约谈时间": f"{format_date_weekday(add_working_days(day, 2))}上午9:00",
            "约谈地点": "县政务服务中心三楼会议室",
            "约谈人": "县政府分管负责人",
        },
        "criticism_circular": {"事先告知": told},
        "accountability_notice": {"事先告知": told, "责任人职务": "项目责任人"},
    }.get(paper, {})
