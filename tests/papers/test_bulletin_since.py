"""与上期相比: what moved, in words, in the table and in the ranking; and when two ledgers cannot be compared."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from data_adapters import Project, Reading, Topic, UnitTarget
from service.errors import PaperError
from service.figures import Period
from service.papers import find, gather
from service.wording import GAP
from tests.figures.made import OCTOBER, project, reading, target
from tests.layout.xml import lines
from tests.papers.made import inputs, meeting, planned, topic

SEPTEMBER = Period(2026, 9)
NOW = [
    project("追上", plan="100", done="90"),
    project("照旧", plan="100", done="60", problems="缺地"),
    project("新来", plan="100", done="10"),
]
THEN = [
    project("追上", plan="100", done="50"),
    project("照旧", plan="100", done="60", problems="缺地"),
    project("走了", plan="100", done="20"),
]


class Dated(Reading):
    """A reading that names September 2026."""

    period = SEPTEMBER

    @property
    def year(self) -> int:
        return self.period.year

    @property
    def month(self) -> int:
        return self.period.month


def dated(period: Period | None, **given: Any) -> Reading:
    """A reading that names a period; none where it names none."""
    made = reading(**given)
    if period is None:
        return made
    kind = type("Dated", (Dated,), {"period": period})
    found = kind(*(getattr(made, name) for name in Reading.__dataclass_fields__))
    assert isinstance(found, Reading)
    return found


def bulletin(
    then: list[Project],
    now: list[Project],
    *,
    period: Period = SEPTEMBER,
    topics: tuple[list[Topic], list[Topic]] = ([], []),
    units: tuple[list[UnitTarget], list[UnitTarget]] = ([], []),
) -> tuple[dict[str, Any], str]:
    last = dated(period, projects=then, topics=topics[0], units=units[0])
    given = inputs(projects=now, topics=topics[1], units=units[1], at=meeting())
    ((draft,), _) = planned("进展通报", replace(given, last=(last,)))
    return dict(draft.context), lines(find("进展通报").fill(draft))


def test_without_an_earlier_ledger_nothing_is_compared() -> None:
    ((draft,), _) = planned("进展通报", inputs(projects=NOW, at=meeting()))
    assert "上期" not in lines(find("进展通报").fill(draft)).replace("各单位上报", "")
    assert (draft.context["上期"]["期间"], draft.context["变化"], draft.context["有升降"]) == ("", [], False)


def test_the_whole_in_words() -> None:
    context, text = bulletin(THEN, NOW)
    assert (context["上期"]["增减"], context["上期"]["增减额"]) == ("增加", Decimal(30))
    assert "与上期（2026年1—9月）相比，累计完成投资增加30万元（按两期各自上报的合计比较），" in text
    assert "完成率高于上期10.0个百分点（上期为43.3%），新列入项目1个，不再列出的项目1个，" in text
    assert "由滞后转为达到序时进度的项目1个。" in text


def test_each_change_in_words_and_as_a_row() -> None:
    context, text = bulletin(THEN, NOW)
    assert [(row["项目名称"], row["变化"], row["增加"]) for row in context["变化"]] == [
        ("追上", "有变化", Decimal(40)),
        ("新来", "新列入", GAP),
        ("走了", "不再列出", GAP),
    ]
    assert "除投资进度外另有变化的项目3个，详见附件" in text
    assert "2. 新来（县水利局）：新列入。" in text
    assert "与上期相比变化情况表" in text


def test_ten_changes_are_told_and_the_annex_has_all() -> None:
    context, text = bulletin(THEN, [project(f"新{at}", plan="1", done="1") for at in range(12)])
    assert len(context["变化说明"]) == 10
    assert "除投资进度外另有变化的项目15个，列前10个" in text
    assert len(context["变化"]) == 15


@pytest.mark.parametrize(
    ("done", "words"),
    [("40", "减少20万元"), ("60", "累计完成投资持平，完成率与上期持平"), ("", "累计完成投资无法比较")],
)
def test_less_the_same_and_unknown(done: str, words: str) -> None:
    _, text = bulletin([project(plan="100", done="60")], [project(plan="100", done=done)])
    assert words in text


def test_another_year_is_not_compared() -> None:
    context, text = bulletin(THEN, NOW, period=Period(2025, 12))
    assert "与上期（2025年1—12月）相比，上期属另一年度，投资不作比较" in text
    assert {row["增加"] for row in context["变化"]} == {GAP}


def test_an_issue_list_that_was_not_given_makes_no_new_problems() -> None:
    found = [topic("照旧", problems="缺钱"), topic("追上", problems="缺路", status="已办结")]
    context, _ = bulletin(THEN, NOW, topics=([], found))
    assert (context["上期"]["新增问题"], context["上期"]["已解决"]) == (0, 0)
    context, _ = bulletin(THEN, NOW, topics=([topic("追上", problems="缺路")], found))
    assert (context["上期"]["新增问题"], context["上期"]["已解决"]) == (1, 1)


def test_the_issue_list_tells_which_of_the_ledgers_problems_are_settled() -> None:
    now = [project("甲", plan="100", done="60", problems="")]
    then = [project("甲", plan="100", done="50", problems="缺地。")]
    context, text = bulletin(then, now, topics=([], [topic("甲", problems="缺地", status="已办结")]))
    assert context["上期"]["已解决"] == 1
    assert "已解决问题1个：缺地" in text


def _units(*rates: tuple[str, str], group: str = "") -> list[UnitTarget]:
    return [target(name, plan="100", done=done, unit_group=group) for name, done in rates]


def test_movement_of_each_unit() -> None:
    then = _units(("甲镇", "50"), ("乙镇", "40"), ("丙镇", "30"), ("丁镇", ""))
    now = _units(("乙镇人民政府", "70"), ("甲镇", "60"), ("丙镇", "50"), ("丁镇", "45"), ("戊镇", "41"), ("己镇", ""))
    context, text = bulletin(NOW, NOW, units=(then, now))
    (group,) = context["排名"]
    assert [(row["单位"], row["升降"]) for row in group["名次"]] == [
        ("乙镇人民政府", "升1位"),
        ("甲镇", "降1位"),
        ("丙镇", "持平"),
        ("丁镇", "上期未排名"),
        ("戊镇", "新列入"),
        ("己镇", GAP),
    ]
    assert "较上期升降" in text.replace("\n", "")


def test_movement_counts_within_a_class_only() -> None:
    then = [*_units(("甲镇", "50"), ("乙镇", "40"), group="乡镇"), *_units(("丙局", "30"), group="县直")]
    now = [*_units(("甲镇", "50"), ("乙镇", "60"), group="乡镇"), *_units(("丙局", "90"), group="县直")]
    context, _ = bulletin(NOW, NOW, units=(then, now))
    assert {row["单位"]: row["升降"] for group in context["排名"] for row in group["名次"]} == {
        "乙镇": "升1位",
        "甲镇": "降1位",
        "丙局": "持平",
    }


def test_tasks_are_not_measured_by_a_ranking_of_projects() -> None:
    context, text = bulletin(THEN, NOW, units=([], _units(("甲镇", "50"), ("乙镇", "40"))))
    assert context["有升降"] is False
    assert "较上期" not in text


def test_units_only_compare_no_projects() -> None:
    units = _units(("甲镇", "50"), ("乙镇", "40"))
    context, _ = bulletin([], NOW, units=(units, units))
    assert (context["上期"]["期间"], context["变化"], context["有升降"]) == ("", [], True)


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ([dated(OCTOBER, projects=THEN)], "不早于本期的 2026-10"),
        ([dated(None, projects=THEN)], "没有写明数据截至哪个月"),
        ([dated(Period(2026, 8), projects=THEN), dated(SEPTEMBER, projects=THEN)], "不是同一个月（2026-08、2026-09）"),
        ([dated(SEPTEMBER, topics=[topic()])], "没有读到项目或任务单位"),
    ],
)
@pytest.mark.parametrize("paper", ["进展通报", "工作简报"])
def test_what_is_no_earlier_ledger(last: list[Reading], words: str, paper: str) -> None:
    with pytest.raises(PaperError, match=words):
        planned(paper, replace(inputs(projects=NOW, at=meeting()), last=tuple(last)))


def test_other_papers_may_measure_against_the_same_month() -> None:
    """A weekly summary goes on from last week's return."""
    given = gather([dated(OCTOBER, projects=NOW)], last=[dated(OCTOBER, projects=THEN)], meeting=meeting())
    assert len(planned("周报汇总", given)[0]) == 1
