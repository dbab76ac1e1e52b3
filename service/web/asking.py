"""What a person chose to see among the indicators: warning rules, groups, groups ranked apart, rates of others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from service.errors import SettingsError
from service.figures.report import Asked
from service.figures.report.asked import apart_of, key_of, percent_of
from service.figures.rules import RuleSet, find_rules, ready_rules
from service.papers.issues import settled_if_told

CHOICES: Final = ("rules", "by", "apart", "compare")
"""The names under which the choices stand in an address."""
GROUPS: Final = ("台账分组", "计划列表", "行业", "建设性质", "投资规模", "资金来源", "分包领导", "责任单位")
APART: Final = "单位类别"
_FIRST_GROUP: Final = GROUPS[0]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, word by word, and what the figures are asked for; ``faults`` say what could not be used."""

    by: str
    apart: bool
    rule: str
    compare: str
    rules: RuleSet | None
    asked: Asked
    faults: tuple[str, ...]


@cache
def rule_names() -> Mapping[str, str]:
    """The ready rules by their short names: what each is called, with its place and year."""
    return {short: find_rules(short).name for short in ready_rules()}


def choice_of(typed: Mapping[str, str]) -> Choice:
    """The choice of an address or form. What is none of ours is passed over and said; no file is ever opened by it."""
    faults: list[str] = []
    by, rule, compare = (typed.get(name, "").strip() for name in ("by", "rules", "compare"))
    if by and by not in GROUPS:
        faults.append(f"不能按“{by}”分组，请在列表里另选。")
    by = by if by in GROUPS else _FIRST_GROUP
    if rule and rule not in rule_names():
        faults.append(f"没有“{rule}”这个预警规则，请在列表里另选。")
        rule = ""
    apart = bool(typed.get("apart", "").strip())
    asked = Asked(
        by=(key_of(by),),
        apart=apart_of(APART) if apart else "",
        compare=_compared(compare, faults),
        settled=settled_if_told,
    )
    return Choice(by, apart, rule, compare, find_rules(rule) if rule else None, asked, tuple(faults))


def _compared(text: str, faults: list[str]) -> dict[str, Decimal]:
    """Rates of others: 全市 62.3、全省=60%."""
    found: dict[str, Decimal] = {}
    for part in filter(None, re.split(r"[、，,；;\s]+", re.sub(r"\s*[=＝]\s*", "=", text))):
        match = re.fullmatch(r"([^=\d]+)=?(\S+)", part)
        try:
            if match is None:
                raise SettingsError(f"“{part}”看不懂")
            found[match[1]] = percent_of(match[2])
        except SettingsError:
            faults.append(f"比较的“{part}”看不懂，请写成 全市=62.3，几个之间用顿号隔开。")
    return found
