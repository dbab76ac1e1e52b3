"""What a heading means, and what it must not be taken for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_adapters.headings import Match, fields, ledger_year, nearest, normalise, recognise
from data_adapters.headings.texts import key, keys

DONE = "done_this_year_to_date"
KNOWN: list[tuple[tuple[str, ...], str, Match]] = [
    ((), "项目 名称", Match("project_name", "")),
    ((), "总投资\n（万元）", Match("total_investment", "万元")),
    ((), "总投资【单位：亿元】", Match("total_investment", "亿元")),
    ((), "概（总）投资", Match("total_investment", "")),
    ((), "2026年度计划投资", Match("plan_this_year", "")),
    ((), "2026年年度计划投资(万元)", Match("plan_this_year", "万元")),
    ((), "1-10月完成投资", Match(DONE, "", 10)),
    ((), "1—10月份实际完成投资额", Match(DONE, "", 10)),
    ((), "2026年1～3月累计完成投资（亿元）", Match(DONE, "亿元", 3)),
    ((), "截至10月底累计完成投资", Match(DONE, "", 10)),
    ((), "截止到９月３０日完成投资", Match(DONE, "", 9)),
    ((), "1-  月累计完成投资", Match(DONE, "", 0)),
    ((), "10月份完成投资", Match("done_this_month", "", 10)),
    ((), "2025年1-10月完成投资", Match("done_last_year_same_period", "")),
    (("2025年",), "1-10月完成投资", Match("done_last_year_same_period", "")),
    ((), "至2025年底累计完成投资", Match("cum_to_prev_year_end", "")),
    ((), "截止2025年底完成投资", Match("cum_to_prev_year_end", "")),
    (("2026年投资情况（万元）",), "上年同期完成投资", Match("done_last_year_same_period", "万元")),
    (("投资情况（亿元）",), "计划", Match("plan_this_year", "亿元")),
    (("2026年投资计划",), "小计", Match("plan_this_year", "")),
    (("2026年投资计划",), "主要建设内容", Match("milestone_plan", "")),
    ((), "主要建设内容", Match("content_scale", "")),
    ((), "2025年计划投资", Match("plan_last_year", "")),
    (("2025年",), "年度计划投资", Match("plan_last_year", "")),
    ((), "2027年计划投资", Match("plan_next_year", "")),
    ((), "項目名稱", Match("project_name", "")),
    ((), "總投資", Match("total_investment", "")),
]
UNKNOWN: list[tuple[tuple[str, ...], str]] = [
    ((), "2024年计划投资"),
    ((), "2028年计划投资"),
    ((), "2024年1-10月完成投资"),
    ((), "至2024年底累计完成投资"),
    (("2024年",), "年度计划投资"),
    (("2025年",), "总投资"),
    ((), "自编栏目"),
    ((), "计划"),
]


@pytest.mark.parametrize(("parents", "heading", "match"), KNOWN)
def test_recognised(parents: tuple[str, ...], heading: str, match: Match) -> None:
    assert recognise(parents, heading, 2026) == match


@pytest.mark.parametrize(("parents", "heading"), UNKNOWN)
def test_not_guessed(parents: tuple[str, ...], heading: str) -> None:
    assert recognise(parents, heading, 2026) is None


def _synonyms() -> Iterator[tuple[str, str]]:
    return ((field.id, text) for field in fields().values() for text in (field.label, *field.synonyms))


def test_no_synonym_stands_for_two_fields() -> None:
    claims: dict[str, set[str]] = {}
    for field, text in _synonyms():
        claims.setdefault(normalise(text), set()).add(field)
    assert {text: ids for text, ids in claims.items() if len(ids) > 1} == {}
    assert len(fields()) >= 60
    assert len(claims) >= 1_200


def test_the_quick_way_to_the_keys_of_synonyms_leads_where_the_long_one_does() -> None:
    """What makes a synonym no key of itself, brackets apart, is listed (``texts._PECULIAR``); so is nothing missing."""
    texts = [text for _, text in _synonyms()]
    assert [(text, quick) for text, quick in zip(texts, keys(texts), strict=True) if quick != key(text)] == []


def test_every_synonym_is_recognised_as_its_field() -> None:
    wrong = {}
    for field, text in _synonyms():
        *parents, heading = text.split(">")
        match = recognise(tuple(parents), heading, 2026)
        if not match or match.field != field:
            wrong[text] = (field, match)
    assert wrong == {}


_DECORATIONS: list[Callable[[str], str]] = [
    " ".join,
    lambda label: f"{label[:2]}\n{label[2:]}",
    lambda label: f"\u3000{label}，",
    lambda label: f"★{label}*",
    lambda label: f"3.{label}",
    lambda label: f"（3）{label}",
    lambda label: f"③{label}",
    lambda label: f"其中：{label}",
    lambda label: f"【{label}】",
    lambda label: f"{label}（详见附件）",
    lambda label: f"{label}\ufeff\u200b",
]


@pytest.mark.parametrize("decorate", _DECORATIONS)
def test_decoration_changes_no_meaning(decorate: Callable[[str], str]) -> None:
    wrong = {}
    for field in fields().values():
        match = recognise((), decorate(field.label), 2026)
        if not match or match.field != field.id:
            wrong[decorate(field.label)] = match
    assert wrong == {}


_HEADING_TEXT = st.text(alphabet="1230-—至年月日底（）()%万元一十季度截投资完成计划上旬>/：\n 〔\ufffd", max_size=20)


@given(st.lists(_HEADING_TEXT, max_size=3), _HEADING_TEXT, st.sampled_from([0, 2026]))
def test_any_text_is_a_field_or_nothing(parents: list[str], heading: str, year: int) -> None:
    match = recognise(tuple(parents), heading, year)
    assert match is None or (match.field in fields() and 0 <= match.month <= 12)
    assert set(nearest(heading)) <= {field.label for field in fields().values()}


def test_every_type_is_known() -> None:
    assert {field.type for field in fields().values()} == {
        "text",
        "amount",
        "percent",
        "date",
        "period",
        "count",
    }


@pytest.mark.parametrize(
    ("headings", "year"),
    [
        (["项目名称", "总投资"], 0),
        (["至2025年底累计完成投资"], 2026),
        (["2025年1-10月完成投资", "2026年1-10月完成投资", "2027年计划投资"], 2026),
        (["2026年计划投资", "2025年计划投资"], 2026),
    ],
)
def test_ledger_year(headings: list[str], year: int) -> None:
    assert ledger_year(headings) == year


@pytest.mark.parametrize(
    ("heading", "guesses"),
    [
        ("主要内容及规模", ["建设内容及规模"]),
        ("包联领倒", ["包联领导"]),
        ("總投資額度", ["总投资"]),
        ("年度计划投资合计表", ["年度计划投资"]),
        ("总\ufffd资（万元）", ["总投资"]),
        ("责任\ufffd位", ["责任单位"]),
        ("甲乙丙", []),
        ("", []),
        ("\ufffd" * 40, []),
    ],
)
def test_nearest_names_the_likely_ones(heading: str, guesses: list[str]) -> None:
    assert nearest(heading)[:1] == guesses
    assert len(nearest(heading)) <= 3
