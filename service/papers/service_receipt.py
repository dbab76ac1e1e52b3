"""送达回证: one for each 问责通知书, its name and number filled in; everything of the delivery is left to write."""

from __future__ import annotations

from service.papers import accountability_notice
from service.papers.base import Draft, Inputs, Plan

ID = "service_receipt"


def plan(inputs: Inputs) -> Plan:
    """A draft for each notice that is made; those held back are named with the notice itself."""
    for item in accountability_notice.plan(inputs):
        if isinstance(item, Draft):
            notice = item.context
            context = {
                "文书名称": "".join(str(notice["标题"]).split()),
                "文号": notice["文号"],
                "送达单位": notice["发文机关"]["全称"],
                "受送达人": notice["主送"],
                "项目名称": notice["项目名称"],
            }
            yield Draft(ID, item.subject, context)
