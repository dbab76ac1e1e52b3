"""送达回证: one for each unit that is served, with all of its 问责通知书; the delivery itself is left to write."""

from __future__ import annotations

from typing import Any

from service.papers import accountability_notice
from service.papers.base import Draft, Inputs, Plan

ID = "service_receipt"


def plan(inputs: Inputs) -> Plan:
    """A draft for each unit with notices that are made; those held back are named with the notice itself."""
    served: dict[str, list[Draft]] = {}
    for item in accountability_notice.plan(inputs):
        if isinstance(item, Draft):
            served.setdefault(item.context["主送"], []).append(item)
    for unit, notices in served.items():
        context = {
            "文书": [_document(notice) for notice in notices],
            "送达单位": inputs.issuer.name,
            "受送达人": unit,
        }
        yield Draft(ID, unit, context)


def _document(notice: Draft) -> dict[str, Any]:
    return {"名称": "".join(str(notice.context["标题"]).split()), "文号": notice.context["文号"]}
