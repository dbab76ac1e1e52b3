"""What the rules say of a paper before it goes out: its form, whose leave it needs, its measures, each with its source.

What the rules forbid outright no draft is made of (``HeldBack``); this is what a person should know who signs one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from service.papers.authority import authority
from service.papers.authority_rules import LIGHT, PROPOSED
from service.papers.desk import Drafted
from service.papers.office import ruling, with_leave
from service.papers.office_facts import Office
from service.wording import GAP

_ADDRESSED: Final = ("主送", "责任单位", "受送达人")
_BASIS: Final = "依据条款"
_TERMS: Final = "期限"
_WAYS: Final = ("复核", "申诉")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the rules say of a paper, in words; ``source`` is the rule, ``open`` whether a person must still do
    something about it before the paper may go out."""

    says: str
    source: str
    open: bool = False


def findings(office: Office, drafted: Drafted) -> list[Finding]:
    """What the rules say of a draft. Raises :class:`SettingsError` where they cannot be read."""
    return [*_form(office, drafted.data), *_measures(drafted.data), *_due_process(drafted.data)]


def _form(office: Office, data: Mapping[str, Any]) -> Iterator[Finding]:
    addressee = next((str(data[key]) for key in _ADDRESSED if key in data), "")
    if not addressee:
        return
    found = ruling(office, addressee)
    for rule in found.rules:
        yield Finding(f"发往{addressee}，用“{rule.form}”：{rule.says}", rule.source)
    leave = with_leave(office, addressee)
    if leave and GAP in leave:
        yield Finding("要写明经谁同意，现在空着，请在发文信息里填写“经谁同意”", found.rules[0].source, open=True)
    elif leave:
        yield Finding(f"文中写明“{leave.rstrip('，')}”", found.rules[0].source)


def _measures(data: Mapping[str, Any]) -> Iterator[Finding]:
    rules = {level: [rule for rule in authority().measures if rule.level == level] for level in (LIGHT, PROPOSED)}
    for level, key, says in ((LIGHT, "处理方式", "本单位可以直接作出"), (PROPOSED, "处理建议", "只能建议有权机关决定")):
        for text in data.get(key, ()):
            rule = next((rule for rule in rules[level] if any(w in text for w in (rule.name, *rule.words))), None)
            yield Finding(f"“{text}”{says}", rule.source if rule else "")


def _due_process(data: Mapping[str, Any]) -> Iterator[Finding]:
    if data.get(_BASIS) == GAP:
        yield Finding("没有写明依据的规定和条款，请在发文信息里填写", "", open=True)
    way = data.get("救济")
    for name, printed in (data.get(_TERMS) or {}).items():
        if way and name in _WAYS and name != way:
            continue  # the paper prints one of the two
        term = authority().terms[name]
        yield Finding(f"{name}的期限{printed}：{term.says}", term.source)
