"""What an office may call itself and its region, and whose leave a paper needs (gongwen.md §3.1)."""

from __future__ import annotations

import re
from typing import Final

from service.papers.meeting import Meeting
from service.wording import GAP

_SELF: Final = (
    ("办公室", "我办"),
    ("办", "我办"),
    ("委员会", "我委"),
    ("委", "我委"),
    ("局", "我局"),
    ("指挥部", "我部"),
    ("领导小组", "我组"),
    ("政府", "本机关"),
)
_REGION: Final = re.compile(r"^[^省市县区旗州盟]{1,6}?(?:自治)?([省市县区旗州盟])")
_LOWER_GOVERNMENT: Final = re.compile(r"(?:[乡镇县市区旗]|街道|街道办事处|人民政府|管委会|管理委员会)$")


def self_name(issuer: str) -> str:
    """How the issuer speaks of itself: 我办, 我局, 我委 …"""
    return next((words for ending, words in _SELF if issuer.endswith(ending)), "我单位")


def region(issuer: str) -> str:
    """The region the issuer answers for, as a bulletin says it: 全县, 全区 …; 本地区 where its name does not tell."""
    found = _REGION.match(issuer)
    return f"全{found.group(1)}" if found else "本地区"


def government(meeting: Meeting | None) -> str:
    """The government that may review what the office decided."""
    return meeting.approved_by if meeting and meeting.approved_by else "本级人民政府"


def with_leave(meeting: Meeting | None, addressee: str, otherwise: str = "") -> str:
    """The clause that says whose leave a paper has (经县人民政府同意，).

    An office or department may not send orders to a lower government without it (《党政机关公文处理工作条例》第16条):
    towards one the name stays a visible gap until it is given. ``otherwise`` stands where no leave is needed or said.
    """
    if meeting and meeting.approved_by:
        return f"经{meeting.approved_by}同意，"
    return f"经{GAP}同意，" if _LOWER_GOVERNMENT.search(addressee) else otherwise
