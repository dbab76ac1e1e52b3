"""Three real schemes and one of lists: each line's points recomputed by hand, and how it is explained."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from data_adapters import MISSING, Project
from service.errors import SettingsError
from service.figures import Figure, Unit, of_record
from service.figures.ranking import rank_apart
from service.figures.scoring import (
    Given,
    Scored,
    Sheet,
    boards,
    find_scheme,
    load_given,
    load_scheme,
    mean,
    ready_schemes,
    score,
    score_units,
)
from service.figures.scoring.loading import Scheme
from tests.figures.made import OCTOBER, project, target


def sheet(scheme: str | Scheme, projects: tuple[Project, ...] = (), **given: Any) -> Sheet:
    rank = given.pop("rank", None)
    entries = {name: Given(Decimal(value), why) for name, (value, why) in given.pop("entered", {}).items()}
    scored = Scored(of_record(target(**given), OCTOBER), projects, OCTOBER, rank, entries)
    return score(scored, find_scheme(scheme) if isinstance(scheme, str) else scheme)


def points(found: Sheet) -> dict[str, str | None]:
    return {
        line.item.name: f"{line.points.number.normalize():f}" if line.points.known else None for line in found.lines
    }


def _new(count: int, started: int) -> tuple[Project, ...]:
    return tuple(
        project(f"第{n}项", row=n + 1, nature="新建", extra={"is_started": "是" if n < started else "否"})
        for n in range(count)
    )


_COMPLETION = [
    ("100", "25"),
    ("95", "24.5"),
    ("99.5", "24.95"),
    ("0", "15"),  # 100 points short would be 10: the cap
    ("110", "27"),
    ("130", "31"),
    ("140", "32"),
    ("200", "35"),  # 6 + 7 would be 13: the cap
]


@pytest.mark.parametrize(("done", "expected"), _COMPLETION)
def test_completion_in_the_city_scheme(done: str, expected: str) -> None:
    assert points(sheet("某市", plan="100", done=done))["年度计划完成率"] == expected


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ("95", "基本分25分，投资完成率95%，比100%低5个百分点，每低1个百分点扣0.1分，计扣0.5分，得24.5分"),
        (
            "140",
            "基本分25分，投资完成率140%，不低于100%，超100%部分每1个百分点加0.2分，超130%部分每1个百分点加0.1分，计加7分，得32分",
        ),
        (
            "0",
            "基本分25分，投资完成率0%，比100%低100个百分点，每低1个百分点扣0.1分，计扣10分，得15分",
        ),
    ],
)
def test_each_point_is_explained(done: str, words: str) -> None:
    found = sheet("某市", plan="100", done=done).lines[0]
    assert found.words == words
    assert {cell.name for cell in found.points.sources} == {"I5", "J5"}


@pytest.mark.parametrize(("rank", "bonus"), [(1, "7"), (3, "7"), (4, "5"), (6, "5"), (7, "3"), (10, "3"), (11, "0")])
def test_bonus_by_rank(rank: int, bonus: str) -> None:
    assert points(sheet("某市", plan="100", done="1", rank=rank))["半年位次加分"] == bonus


@pytest.mark.parametrize(
    ("count", "started", "few", "many", "late"),
    [
        (5, 4, "25", None, "-3"),  # 80 %
        (5, 5, "27", None, "0"),  # 20 points above are two steps
        (5, 3, "23", None, "-6"),
        (6, 5, None, "26", "-3"),  # 83.3 %: one whole step above 70
        (10, 5, None, "23", "-15"),
        (0, 0, None, None, None),
    ],
)
def test_starts_by_how_many_new_projects(
    count: int, started: int, few: str | None, many: str | None, late: str | None
) -> None:
    found = points(sheet("某市", _new(count, started), plan="100", done="100"))
    assert (found["开工率（1至5个新建项目）"], found["开工率（6个以上新建项目）"]) == (few, many)
    assert found["未按时开工"] == (late or "0")


def test_what_a_person_must_enter_is_missing_not_zero() -> None:
    found = sheet("某市", _new(5, 4), plan="100", done="100", rank=1)
    assert found.unscored == ("日常管理",)
    assert found.total.number == Decimal(25 + 7 + 25 - 3)
    assert found.verdict == ""
    entered = sheet("某市", plan="100", done="100", entered={"日常管理": ("18", "台账规范")})
    assert entered.lines[-1].words == "日常管理（台账规范）加18分，最高15分，得15分"


def test_without_a_report_nothing_is_scored_as_zero() -> None:
    found = sheet("某市", plan="100", done="")
    line = found.lines[0]
    assert (line.points.value, line.words) == (MISSING, "累计完成投资未填报")
    assert "年度计划完成率" in found.unscored


def test_yanan_counts_by_project() -> None:
    rows = (
        project(
            "甲",
            row=1,
            plan="100000",
            nature="新建",
            sector="产业项目",
            plan_lists="省、市",
            extra={"is_started": "是"},
        ),
        project("乙", row=2, plan="9999", nature="续建", sector="民生"),
        project("丙", row=3, plan="50000", nature="新建", sector="其他", extra={"is_started": "否"}),
    )
    found = sheet("延安", rows, plan="1000", done="500", month="100000.01", entered={"通报批评": ("-30", "市政府通报")})
    assert points(found) == {
        "新开工项目": "5",
        "续建项目": "2",
        "项目规模": "33",  # 20 + 3 + 10
        "项目类型": "23",
        "投资进度": "30",
        "列入省级计划": "20",
        "当月投资超10亿元": "30",
        "通报批评": "-20",
    }
    assert found.total.number == Decimal(123)
    assert found.lines[2].words == (
        "“甲”年度计划投资100000万元，100000万元及以上加20分；“乙”年度计划投资9999万元，低于10000万元加3分；"
        "“丙”年度计划投资50000万元，50000（含）至100000（不含）万元加10分，得33分"
    )


@pytest.mark.parametrize(
    ("done", "entered", "total", "verdict"),
    [
        ("100", {}, "100", "优秀"),
        ("130", {"超计划加分": ("3", "超计划200万元")}, "103", "优秀"),
        ("50", {"质量": ("2", "两次整改"), "资金": ("11", "十一次违规")}, "46", "不合格"),
        ("50", {}, "70", "合格"),
        ("100", {"严重事故": ("1", "6月坍塌事故")}, "100", "不合格（一票否决）"),
    ],
)
def test_construction_scheme(done: str, entered: dict[str, tuple[str, str]], total: str, verdict: str) -> None:
    found = sheet("城建", plan="100", done=done, entered=entered)
    assert (f"{found.total.number.normalize():f}", found.verdict) == (f"{Decimal(total).normalize():f}", verdict)
    assert found.vetoed == ("严重事故（6月坍塌事故）" if "严重事故" in entered else "")


def _score(value: str | None) -> Figure:
    return Figure(Decimal(value) if value else MISSING, Unit.SCORE, "得分")


def test_month_quarter_year() -> None:
    quarter = mean({"1月": _score("90"), "2月": _score("80"), "3月": _score("70")}, "一季度得分")
    assert (quarter.number, quarter.formula) == (Decimal(80), "一季度得分 = （1月 + 2月 + 3月）÷ 3")
    short = mean({"一季度": quarter, "二季度": _score(None), "三季度": _score("90")}, "年度得分")
    assert (short.number, short.formula) == (
        Decimal(85),
        "年度得分 = （一季度 + 三季度）÷ 2（缺二季度，未计入）",
    )
    assert mean({"1月": _score(None)}, "一季度得分").reason == "1月均无得分"


def test_red_and_black_lists_need_both_place_and_completion() -> None:
    rates = {"甲": "120", "乙": "110", "丙": "101", "丁": "100", "戊": "99", "己": "90", "庚": "80", "辛": ""}
    units = [of_record(target(name, plan="100", done=done), OCTOBER) for name, done in rates.items()]
    found = boards(rank_apart(units), find_scheme("绵阳"))
    assert [(item.board.name, item.name) for item in found] == [
        ("红榜", "甲"),
        ("红榜", "乙"),
        ("红榜", "丙"),  # the fourth and fifth met the target or missed it: place alone does not do
        ("黑榜", "戊"),
        ("黑榜", "己"),
        ("黑榜", "庚"),
    ]
    assert found[-1].reason == "完成率低于100%，且7个参评单位中第7，在后4名之列"
    assert [item.name for item in boards(rank_apart(units), find_scheme("绵阳"), {"庚"})][-1] == "己"


def test_departments_have_their_own_number_of_places() -> None:
    units = [
        of_record(target(f"局{n}", unit_group="市直部门", plan="100", done=str(90 - n)), OCTOBER) for n in range(6)
    ]
    assert [item.name for item in boards(rank_apart(units), find_scheme("绵阳"))] == ["局3", "局4", "局5"]


def test_units_are_scored_with_the_projects_they_lead() -> None:
    units = [of_record(target(name, plan="100", done="50"), OCTOBER) for name in ("栖云镇", "县水利局")]
    rows = [project(unit="栖云镇、县水利局", nature="续建"), project(row=6, unit="县水利局", nature="续建")]
    sheets = score_units(
        units, rows, OCTOBER, find_scheme("延安"), {"县水利局": {"通报批评": Given(Decimal(-5), "通报")}}
    )
    assert [points(found)["续建项目"] for found in sheets] == ["2", "2"]
    assert [points(found)["通报批评"] for found in sheets] == [None, "-5"]


def test_a_scheme_of_zaozhuangs_kind() -> None:
    """Plan completion 40, per 2 % over or under 1 point, at most 15 (domain.md §9)."""
    text = """name = "枣庄"
[[item]]
name = "计划完成"
kind = "steps"
measure = "completion"
base = 40
target = 100
step = 2
loss = 1
gain = [{over = 100, points = 1}]
whole = true
cap = 15
"""
    scheme = load_scheme(text.encode(), "枣庄.toml")
    for done, expected in (("103.9", "41"), ("104", "42"), ("96.1", "39"), ("50", "25"), ("200", "55")):
        assert points(sheet(scheme, plan="100", done=done))["计划完成"] == expected


_ITEM = '[[item]]\nname = "进度"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "办法"', "没有写考核项目"),
        (
            f'name = "办法"\n{_ITEM}kind = "share"\nmeasure = "complet"\npoints = 60',
            "第5行的 measure 写的“complet”不认识，是不是“completion”",
        ),
        (f'name = "办法"\n{_ITEM}kind = "share"\nmeasure = "completion"', "第2行缺少 points，请补上"),
        (f'name = "办法"\n{_ITEM}kind = "bands"\nmeasure = "rank"', "第2行没有写档次"),
        (f'name = "办法"\n{_ITEM}kind = "steps"\nmeasure = "gap"\ntarget = 0\nstep = 0', "第7行的 step 应大于 0"),
        (f'name = "办法"\n{_ITEM}kind = "points"\n{_ITEM}kind = "points"', "两个考核项目同名"),
        ('name = "办法"\n[[board]]\nname = "红榜"\ncolour = "red"\ncompletion = {at_least = 1}', "应写 top"),
        (f'name = "办法"\n{_ITEM}kind = "points"\nwhen = 3', "第5行的 when 应写成"),
    ],
)
def test_a_fault_in_a_scheme_is_one_sentence(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        load_scheme(text.encode(), "本县.toml")
    assert str(error.value).startswith("规则文件“本县.toml”")
    assert said in str(error.value)


def test_what_people_entered() -> None:
    text = '[[given]]\nunit = "栖云镇"\nitem = "质量"\nvalue = 2\nreason = "两次整改"\n'
    assert load_given(text.encode(), "登记.toml") == {"栖云镇": {"质量": Given(Decimal(2), "两次整改")}}
    with pytest.raises(SettingsError, match="第6行重复登记了“栖云镇”的“质量”"):
        load_given((text + text).encode(), "登记.toml")


def test_every_ready_scheme_says_its_source() -> None:
    assert set(ready_schemes()) == {"延安", "某市", "城建", "绵阳"}
    assert all(find_scheme(name).source.startswith("domain.md §9") for name in ready_schemes())
    with pytest.raises(SettingsError, match="没有“北京”这个考核办法"):
        find_scheme("北京")
