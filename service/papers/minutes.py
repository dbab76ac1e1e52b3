"""会议纪要: the frame of the minutes, drafted before the meeting from its file and the matters on its agenda (M23).

Who came and what was decided is not known before: it stays blank, and what the list proposes is marked as a proposal.
"""

from __future__ import annotations

from typing import Any, Final

from data_adapters import Topic
from service.papers.base import Draft, Inputs, Plan, clause, given, unnumbered
from service.papers.issues import deadline_words, is_settled, lead_of, unclear
from service.papers.titles import title
from service.wording import GAP

ID = "minutes"
_ONE_LINE: Final = 28  # characters: the mark's smallest letters then fill the width of the text


def plan(inputs: Inputs) -> Plan:
    """One draft; issues that are not clear are named with the agenda and do not stand here."""
    meeting = inputs.need_meeting()
    matters = [topic for topic in inputs.matters if not is_settled(topic) and not unclear(topic)]
    context = {
        "发文机关": {"全称": meeting.issuer.name, "标志": _mark(meeting.name)},
        "期号": "第　　期",
        "会议": {
            "名称": meeting.name,
            "时间": meeting.time,
            "地点": meeting.place,
            "主持人": given(meeting.host),
        },
        "出席": GAP,
        "请假": GAP,
        "列席": GAP,
        "记录": GAP,
        "议程": [clause(unnumbered(item)) for item in meeting.agenda] or [GAP],
        "决定事项": [_matter(topic) for topic in matters],
        "成文日期": GAP,
        "分送": "、".join(dict.fromkeys(meeting.addressees)) or GAP,
    }
    yield Draft(ID, meeting.name, context)


def _mark(name: str) -> str:
    """The mark, in balanced lines broken between words where one line would not hold it."""
    whole = f"{name}纪要"
    return whole if len(whole) <= _ONE_LINE else title(name, "纪要")


def _matter(topic: Topic) -> dict[str, Any]:
    return {
        "项目名称": given(topic.project_name),
        "建议": clause(topic.proposal),
        "牵头单位": given(lead_of(topic)),
        "配合单位": topic.support_unit or "无",
        "责任人": given(topic.resp_person),
        "完成时限": deadline_words(topic),
    }
