"""How changes, shares and lists are worded (gongwen.md §2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from service.assembly.gongwen_check.finding import Hit
from service.assembly.gongwen_check.paper import Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.rules.common import matches, step_of

_MOVED = "提高|提升|上升|下降|回落|降低|增加|减少|增长|高于|低于|超过|落后|滞后"
_FORMS: Final = (
    (
        "percent-points",
        re.compile(
            rf"(?:率|占比|比重|份额|序时进度|时间进度)(?:[^，。；、\d]{{0,10}})"
            # "完成率超过100%" says how high the rate is, against nothing
            rf"(?!(?:高于|低于|超过)\d)(?:{_MOVED})(?![到至为])[^，。；、\d到至]{{0,6}}"
            r"\d+(?:\.\d+)?[%％](?!的)"
        ),
        "“{}”说的是两个百分数之差",
        "请把%改为“个百分点”",
    ),
    (
        "percent-points",
        re.compile(r"(?:超|高于|低于|滞后|落后|快于|慢于|超过)(?:于)?(?:序时|时间)进度\d+(?:\.\d+)?[%％]"),
        "“{}”说的是两个百分数之差", "请把%改为“个百分点”",
    ),
    (
        "percent-points",
        re.compile(
            rf"(?:率|占比|比重|份额)[为是达到]{{0,2}}\d+(?:\.\d+)?[%％]，(?:比|较)[^，。；、\d]{{0,10}}(?:{_MOVED})[了约近]?"
            r"\d+(?:\.\d+)?[%％]"
        ),
        "“{}”说的是两个百分数之差", "请把%改为“个百分点”",
    ),
    (
        "negative-growth",
        re.compile(rf"(?:{_MOVED}|增幅|快于|慢于)[^，。；、\dA-Za-z—]{{0,8}}[-−－‐]\s?\d+(?:\.\d+)?"),
        "“{}”用了负数", "请改为相反的说法，如“下降3%”",
    ),
    (
        "negative-growth",
        re.compile(r"(?:增长|增加|提高|上升|下降|减少)[了为]?—\d+(?:\.\d+)?[%个]"),
        "“{}”用了负数", "请改为相反的说法，如“下降3%”",
    ),
    (
        "fall-in-times",
        re.compile(r"(?:下降|减少|降低|缩减|缩短)[了到]?(?:近|约)?(?:\d+(?:\.\d+)?|[一二两三四五六七八九十]+)倍"),
        "“{}”用倍数说减少", "请改为百分数",
    ),
    (
        "zero-change",
        re.compile(r"(?:增长|下降|提高|回落|上升|滞后|超过|高于|低于)[^，。；、\d]{0,8}(?<![\d.])0(?:\.0+)?(?:%|个百分点)"),
        "“{}”没有变化", "请写“持平”",
    ),
    (
        "empty-list",
        re.compile(r"(?<!\d)\d+[个项家名次](?:[：:]|分别是|包括)\s*[。；]|、\s*[。；，]|[：:]\s*。|(?<!\d)0[个项][：:]"),
        "“{}”处列举是空的或不完整", "请补全，或删去这一句",
    ),
)  # fmt: skip
_GAP: Final = re.compile(
    r"占[^，。；]{0,12}?的(?P<rate>\d+(?:\.\d+)?)%，(?P<way>超过?|超前|高于|快于|滞后|落后|低于|慢于)(?:于)?(?:序时|时间)进度"
    r"(?P<gap>\d+(?:\.\d+)?)个百分点（(?:序时|时间)进度为?(?P<plan>\d+(?:\.\d+)?)%）"
)
#: “由87.2%提高到91.1%，提高3.9%”; where the last figure is no difference, it is a rate of its own.
_FROM_TO: Final = re.compile(
    rf"[由从][^，。；\d]{{0,12}}(?P<old>\d+(?:\.\d+)?)[%％][^，。；\d]{{0,8}}[到至为](?P<new>\d+(?:\.\d+)?)[%％]，[^，。；\d]{{0,8}}"
    rf"(?:{_MOVED})[了约近]?(?P<moved>\d+(?:\.\d+)?)(?P<unit>[%％]|个百分点)"
)
_BEHIND: Final = frozenset(["滞后", "落后", "低于", "慢于"])


def phrases(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """percent-points, negative-growth, fall-in-times, zero-change and empty-list."""
    del profile
    for code, pattern, what, cure in _FORMS:
        for each, match in matches(paper, pattern):
            yield Hit(code, paper.place(each), what.format(match[0]), cure)
    yield from _moved(paper)


def _moved(paper: Paper) -> Iterator[Hit]:
    """percent-points and move-arithmetic: a rate's movement from one printed figure to another."""
    for each, match in matches(paper, _FROM_TO):
        old, new, moved = (Decimal(match[name]) for name in ("old", "new", "moved"))
        differs = abs(abs(new - old) - moved) > min(map(step_of, (old, new, moved)))
        if match["unit"] == "个百分点" and differs:
            what = f"{old}%到{new}%相差{abs(new - old)}个百分点，文中写{moved}"
            yield Hit("move-arithmetic", paper.place(each), what, "请核对数字")
        elif match["unit"] != "个百分点" and not differs:
            what = f"“{match[0]}”说的是两个百分数之差"
            yield Hit("percent-points", paper.place(each), what, "请把%改为“个百分点”")


def gaps(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """gap-arithmetic: rate less schedule, as printed, may differ from the printed gap by one in its last place."""
    del profile
    for each, match in matches(paper, _GAP):
        rate, gap, plan = (Decimal(match[name]) for name in ("rate", "gap", "plan"))
        right = plan - rate if match["way"] in _BEHIND else rate - plan
        step = min(map(step_of, (rate, gap, plan)))
        if abs(right - gap) > step:
            what = f"完成率{rate}%与序时进度{plan}%相差{abs(right)}个百分点，文中写{match['way']}{gap}"
            yield Hit("gap-arithmetic", paper.place(each), what, "请核对数字")
