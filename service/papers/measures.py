"""Measures of accountability: what an office may take, what it may only propose, and what it may not write at all.

《中国共产党问责条例》, 《公职人员政务处分法》, 《政府督查工作条例》; words and sources stand in ``authority.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from data_adapters.patterns import regex
from service.papers.authority import authority
from service.papers.authority_rules import LIGHT, PROPOSED, REFUSED, Authority, Measure

_CLAUSE: Final = regex(r"[。；;\n]")
_STRICTEST_FIRST: Final = (REFUSED, PROPOSED, LIGHT)  # 停职检查 is no 检查


@dataclass(frozen=True, slots=True)
class Measures:
    """What a notice prints: measures taken, measures proposed; or why it may not be made (``refused``)."""

    taken: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    refused: str = ""


def measures_for(wanted: Sequence[str], region: str, self_name: str) -> Measures:
    """The sentences of the measures that were asked for, or of the usual ones where none were.

    Raises :class:`SettingsError` where the rules cannot be read.
    """
    rules = authority()
    taken: list[str] = []
    proposed: list[str] = []
    for text in wanted or rules.default_measures:
        clear = text.strip().rstrip("。；;，")
        rule = _meaning(rules, clear)
        if rule is None:
            return Measures(refused=_unknown(rules, clear))
        if rule.level == REFUSED and not _is_proposal(rules, clear):
            return Measures(refused=f"问责方式写的是“{clear}”。{rule.says}（{rule.source}）")
        if rule.level == LIGHT:
            taken.append(rule.says.replace("〈地区〉", region).replace("〈自称〉", self_name))
        else:
            own = _is_proposal(rules, clear)
            proposed.append(clear if own else rule.says.replace("〈方式〉", clear))
    return Measures(tuple(dict.fromkeys(taken)), tuple(dict.fromkeys(proposed)))


def overreach(texts: Sequence[str], place: str) -> str:
    """Why sentences may not go out: one of them decides what only others may; "" where none does.

    ``place`` says where they were written. A proposal (建议……), a hand-over (移送……) and a general reminder of
    discipline decide nothing.
    """
    rules = authority()
    for text in texts:
        for clause in _CLAUSE.split(text):
            if _is_proposal(rules, clause):
                continue
            for rule in rules.measures:
                word = next((word for word in rule.words if word in clause), "")
                if word and rule.level != LIGHT:
                    return f"{place}写了“{word}”：{_cure(rule)}（{rule.source}）"
    return ""


def _cure(rule: Measure) -> str:
    if rule.level == REFUSED:
        return rule.says
    return f"{rule.name}由有权机关决定，本单位只能建议，请改写为“建议……按管理权限研究处理”"


def _meaning(rules: Authority, text: str) -> Measure | None:
    for level in _STRICTEST_FIRST:
        for rule in rules.measures:
            if rule.level == level and any(word in text for word in (rule.name, *rule.words)):
                return rule
    found = (rule for rule in rules.measures if any(text.endswith(word) for word in rule.exact))
    return next(found, None)


def _is_proposal(rules: Authority, text: str) -> bool:
    return any(word in text for word in rules.proposal_words)


def _unknown(rules: Authority, text: str) -> str:
    light = "、".join(rule.name for rule in rules.measures if rule.level == LIGHT)
    return f"问责方式“{text}”不认识，本单位可以用的有：{light}；更重的请写成“建议……按管理权限研究处理”"
