"""会议通知: one for each addressed unit, with that unit's own unsolved issues to report on."""

from __future__ import annotations

from typing import Any

from data_adapters import Absent, Topic
from service.errors import PaperError
from service.papers.base import Draft, HeldBack, Inputs, Plan, clause, given, sentence, unnumbered
from service.papers.issues import is_settled, lead_of
from service.papers.meeting import Meeting
from service.papers.meeting_schedule import schedule
from service.papers.office import with_leave
from service.papers.titles import title
from service.wording import GAP

ID = "meeting_notice"


def plan(inputs: Inputs) -> Plan:
    """A draft for each unit of the meeting's ``addressees``, then by name the units that have open issues and are not
    addressed. Raises :class:`PaperError` where nobody is addressed."""
    meeting = inputs.need_meeting()
    if not meeting.addressees:
        raise PaperError("会议文件的 [meeting] addressees 没有列出发给哪些单位，请补上后重试")
    open_topics = [topic for topic in inputs.matters if not is_settled(topic)]
    for unit in dict.fromkeys(meeting.addressees):
        yield Draft(ID, unit, _context(inputs, unit, [topic for topic in open_topics if lead_of(topic) == unit]))
    for unit in dict.fromkeys(lead_of(topic) for topic in open_topics):
        if unit and unit not in meeting.addressees:
            yield HeldBack(ID, unit, "有未办结的问题，但不在会议通知的发送单位里，请确认是否补发")


def _context(inputs: Inputs, unit: str, topics: list[Topic]) -> dict[str, Any]:
    meeting = inputs.need_meeting()
    issuer = meeting.issuer
    return {
        "发文机关": {"全称": issuer.name, "标志": issuer.name},
        "版头": inputs.grades.context(),
        "文号": f"{given(issuer.short)}函〔{meeting.paper_date.year}〕　　号",
        "标题": title("关于召开", meeting.name, "的通知"),
        "主送": unit,
        "经同意": with_leave(meeting.office, unit, otherwise="经研究，"),
        "会议": _meeting(meeting),
        "参会人员": [{"类别": category, "人员": clause(people)} for category, people in meeting.attendees]
        or [{"类别": "", "人员": GAP}],
        "议程": [clause(unnumbered(item)) for item in meeting.agenda] or [GAP],
        "汇报事项": [
            {
                "项目名称": given(topic.project_name),
                "问题": clause(topic.problems),
                "建议": clause(topic.proposal) if topic.proposal else "",
                "办理时限": "" if isinstance(topic.deadline, Absent) else topic.deadline.iso(),
            }
            for topic in topics
        ],
        "要求": [sentence(unnumbered(item)) for item in meeting.requirements],
        "议程表": schedule(meeting) if any(item.timed for item in meeting.items) else [],
        "座次": [_seats(row) for row in meeting.seats],
        "成文日期": meeting.paper_date,
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    """The meeting and what is asked of whoever comes; "" for what a meeting need not say and this one does not."""
    return {
        "类别": meeting.kind,
        "名称": meeting.name,
        "时间": meeting.time,
        "地点": meeting.place,
        "主持人": given(meeting.host),
        "报名截止": meeting.reply_by or "",
        "报名方式": clause(meeting.reply_way) if meeting.reply_way else "",
        "请假": clause(meeting.leave) if meeting.leave else "",
        "替会": clause(meeting.stand_in) if meeting.stand_in else "",
        "着装": clause(meeting.dress) if meeting.dress else "",
        "报送材料": bool(meeting.copies or meeting.materials_by),
        "材料份数": str(meeting.copies) if meeting.copies else "",
        "材料截止": meeting.materials_by or "",
        "联系人": given(meeting.issuer.contact),
        "联系电话": given(meeting.issuer.phone),
    }


def _seats(row: str) -> dict[str, str]:
    """One row of the seating plan: “主席台：甲、乙”; without a colon it has no name of its own."""
    name, colon, people = row.replace(":", "：", 1).partition("：")
    return {"排次": name.strip(), "座次": clause(people)} if colon else {"排次": "", "座次": clause(row)}
