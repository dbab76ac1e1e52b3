"""参会回执: one for each addressed unit, its name filled in."""

from __future__ import annotations

from service.papers.base import Draft, Inputs, Plan, given

ID = "reply_form"


def plan(inputs: Inputs) -> Plan:
    """A draft for each unit of the meeting's ``addressees``; a blank one where nobody is addressed."""
    meeting = inputs.need_meeting()
    for unit in dict.fromkeys(meeting.addressees or ("",)):
        context = {
            "单位": given(unit),
            "会议": {
                "名称": meeting.name,
                "时间": meeting.time,
                "报名截止": meeting.reply_by or "",
                "联系人": given(meeting.issuer.contact),
                "联系电话": given(meeting.issuer.phone),
            },
        }
        yield Draft(ID, unit, context)
