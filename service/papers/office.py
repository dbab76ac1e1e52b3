"""What an office may call itself and its region, in which form it may write to whom, and whose leave that needs.

The rules stand in ``authority.toml``, each with its source (gongwen.md §3.1).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from data_adapters.patterns import regex
from service.papers.authority import authority
from service.papers.authority_rules import FORMS, Authority, Form
from service.papers.bodies import Body, bodies_of, body_of, direction
from service.papers.office_facts import Issuer, Office
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
_REGION: Final = regex(r"^[^省市县区旗州盟]{1,6}?(?:自治)?([省市县区旗州盟])")
# Whom a paper without addressees may still be sent to: the rule for it is the strictest.
_ANYBODY: Final = Body("", "乡镇", 1)
_REFUSED, _LETTER, DOCUMENT = FORMS[0], FORMS[2], FORMS[3]
PARTY: Final = "党委"


class Ruling(NamedTuple):
    """What holds for a paper: its form, whether it says by whose leave, and the rules that decide so."""

    form: str
    leave: bool
    rules: tuple[Form, ...]
    upwards: bool = False

    @property
    def reason(self) -> str:
        """Why the form is this one, with its source."""
        rule = min(self.rules, key=lambda found: FORMS.index(found.form))
        return f"{rule.says}（{rule.source}）"


def self_name(issuer: str) -> str:
    """How the issuer speaks of itself: 我办, 我局, 我委 …"""
    return next((words for ending, words in _SELF if issuer.endswith(ending)), "我单位")


def region(issuer: str) -> str:
    """The region the issuer answers for, as a bulletin says it: 全县, 全区 …; 本地区 where its name does not tell."""
    found = _REGION.match(issuer)
    return f"全{found.group(1)}" if found else "本地区"


def government(office: Office) -> str:
    """The government that may review what the office decided."""
    return office.approved_by or "本级人民政府"


def kind_of(issuer: Issuer) -> str:
    """The kind of body that issues, as stated in the meeting file, else by its name."""
    return _issuing(issuer).kind


def ruling(office: Office, addressees: str) -> Ruling:
    """What holds for a paper to these addressees, as they are printed: of several the strictest rule.

    Raises :class:`SettingsError` where the rules cannot be read.
    """
    return _ruled(authority(), office, addressees)


@lru_cache(maxsize=1024)  # thousands of papers go to some dozens of units
def _ruled(rules: Authority, office: Office, addressees: str) -> Ruling:
    issuer = _issuing(office.issuer)
    known = [] if addressees in ("", GAP) else bodies_of(addressees, dict(office.kinds))
    ways = [(direction(issuer, body), body) for body in known or [_ANYBODY]]
    found = [_rule(rules, issuer, way, body) for way, body in ways]
    form = min((rule.form for rule in found), key=FORMS.index)
    leave = bool(known) and any(rule.leave for rule in found)
    return Ruling(form, leave, tuple(dict.fromkeys(found)), all(way == "上级" for way, _ in ways))


def refusal(office: Office, addressees: str) -> str:
    """Why the issuer may not write to these addressees at all; "" where it may."""
    found = ruling(office, addressees)
    return (
        f"{found.reason}；如果认错了，请在会议文件（或 office.toml）的 [issuer] 里写明 kind"
        if found.form == _REFUSED
        else ""
    )


def with_leave(office: Office, addressee: str, otherwise: str = "") -> str:
    """The clause that says whose leave a paper has (经县人民政府同意，).

    Where the rules ask for it and nobody is named, the name stays a visible gap. ``otherwise`` stands where no leave
    is needed or said: towards those above, and where the one who gives leave is the issuer itself.
    """
    found = ruling(office, addressee)
    if office.approved_by and not (found.upwards or office.issuer.name.endswith(office.approved_by)):
        return f"经{office.approved_by}同意，"
    return f"经{GAP}同意，" if found.leave else otherwise


def _issuing(issuer: Issuer) -> Body:
    return body_of(issuer.name, issuer.kind, issuer.level)


def _rule(rules: Authority, issuer: Body, way: str, addressee: Body) -> Form:
    return next(rule for rule in rules.forms if rule.fits(issuer.kind, way, addressee.kind))
