"""Ledgers made up at random: records, and a file that says just them in one of the ways offices write ledgers."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from data_adapters import MISSING, NOT_APPLICABLE
from data_adapters.headings import fields
from data_adapters.records import Amount, DateLike, PartialDate
from tests.adapters.rendering import Page, rendered
from tests.adapters.spelling import spelt_amount, spelt_date

Draw = Callable[[st.SearchStrategy[Any]], Any]
MONEY: Final = ("total_investment", "plan_this_year", "done_this_year_to_date", "done_this_month")
_UNITS: Final = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}
_PERIODS: Final = {
    "done_this_year_to_date": (
        "1-9月完成投资",
        "截至9月底累计完成投资",
        "2026年1—9月累计完成投资",
        "1～9月实际完成投资",
    ),
    "plan_this_year": ("2026年计划投资", "2026年度投资计划"),
    "done_this_month": ("9月完成投资", "9月份完成投资"),
}
_PLACES: Final = ("安澜", "栖云", "枕石", "听泉", "望舒", "青崖")
_WORKS: Final = ("食品厂", "道路改造工程", "年产2000万件服装项目", "10万千瓦光伏电站", "综合体项目", "水库")
# What other rows are told by stands in names too: 一、 三期 合 总 小 其中 注 说明 count and bracket.
_HARD_NAMES: Final = (
    *("第一中学迁建", "一期标准厂房", "总部经济园", "小微企业园", "百亩茶园", "十里长廊", "注塑机生产项目"),
    *(
        "说明书印刷厂",
        "共青湖公园",
        "全域旅游",
        "合和物流园",
        "七里河治理（二期）",
        "5G基站建设",
        "三产融合示范园（4个地块）",
    ),
)
_TOWNS: Final = ("栖云镇", "枕石镇", "听泉镇", "县住建局", "县发展和改革局")
_GROUPS: Final = ("工业", "交通", "农林水利", "社会事业")


@dataclass(frozen=True, slots=True)
class Project:
    """A project as it is to be read: amounts in 万元, in the order of ``MONEY``."""

    name: str
    mark: str
    unit: str
    group: tuple[str, ...]
    amounts: tuple[Amount, ...]
    start: DateLike


@dataclass(frozen=True, slots=True, repr=False)
class Ledger:
    """A file and what stands in it."""

    name: str
    data: bytes
    projects: list[Project]
    page: Page

    def __repr__(self) -> str:
        return "\n".join([self.name, *map(str, self.page.rows), f"{self.page.merges} {self.page.hidden}"])


_AMOUNTS = st.one_of(
    st.sampled_from([MISSING, NOT_APPLICABLE, Decimal(0)]),
    st.integers(1, 900_000).map(Decimal),
    st.integers(1, 9_000_000).map(lambda cents: Decimal(cents).scaleb(-2)),
    st.integers(-9_000, -1).map(Decimal),
)
_DATES = st.one_of(
    st.just(MISSING),
    st.dates(datetime.date(2018, 1, 1), datetime.date(2030, 12, 31)).map(lambda d: PartialDate(d.year, d.month, d.day)),
    st.builds(PartialDate, st.integers(2018, 2030), st.integers(1, 12)),
    st.builds(
        PartialDate, st.integers(2018, 2030), st.integers(1, 12), st.just(0), st.sampled_from(["底", "上旬", "中旬"])
    ),
    st.builds(PartialDate, st.integers(2018, 2030)),
)


def _projects(draw: Draw) -> list[Project]:
    labels = [f"{'一二三四'[at]}、{word}" for at, word in enumerate(_GROUPS[: draw(st.integers(0, 3))])]
    names = draw(st.permutations([*_HARD_NAMES, *(place + work for place in _PLACES for work in _WORKS)]))
    found: list[Project] = []
    for label in labels or [""]:
        for _ in range(draw(st.integers(1, 3))):
            amounts = draw(st.tuples(*[_AMOUNTS] * len(MONEY)))
            mark, town, start = (draw(st.sampled_from(of)) for of in (["", "", "★", "▲"], _TOWNS, [draw(_DATES)]))
            found.append(Project(names[len(found)], mark, town, (label,) if label else (), amounts, start))
    return found


@dataclass(slots=True)
class _Writer:
    """Writes records on a page, choosing at every turn one of the ways to write them."""

    draw: Draw
    projects: list[Project]
    kind: str
    page: Page = field(default_factory=Page)
    unit: str = ""
    money: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)

    def choice(self, *of: Any) -> Any:
        return self.draw(st.sampled_from(of))

    def write(self) -> Page:
        self.money = list(self.draw(st.permutations(MONEY)))[: self.draw(st.integers(2, len(MONEY)))]
        front = self.choice(["project_name"], ["project_name", "resp_unit"], ["resp_unit", "project_name"])
        more = self.choice([], ["rate_reported"], ["owner_unit"], ["owner_unit", "image_progress"])
        blocks = self.draw(st.permutations([self.money, ["start_planned"], ["remark"], *([name] for name in more)]))
        self.columns = self.choice([], ["seq"]) + front + [name for block in blocks for name in block]
        self.unit = self.choice(*_UNITS)
        place = self.choice("title", "row", "heading", "span") if self.kind != "json" else "heading"
        self._above(place)
        self._header(place)
        self._body()
        return self.page

    def _above(self, place: str) -> None:
        width = len(self.columns)
        if place == "title" or (self.kind != "json" and self.choice(True, False)):
            note = f"（单位：{self.unit}）" if place == "title" else ""
            self.page.add([f"安澜县2026年重点项目进展情况表{note}"], (1, width) if self.choice(True, False) else None)
        if place == "row":
            word = self.choice("单位", "金额单位", "计量单位")
            self.page.add([""] * self.choice(0, width - 1) + [f"{word}：{self.unit}"])

    def _header(self, place: str) -> None:
        own = f"（{self.unit}）" if place == "heading" else ""
        names = [self._heading(name) + (own if name in MONEY else "") for name in self.columns]
        start = self.columns.index(self.money[0]) + 1
        deep = place == "span" or (
            self.kind in ("xlsx", "csv", "html") and len(self.money) > 1 and self.choice(True, False)
        )
        if not deep:
            self.page.header = [list(names)]
            self.page.add(names)
            return
        span = "投资情况" + (f"（{self.unit}）" if place == "span" else "")
        last = start + len(self.money) - 1
        top = ["" if start <= at <= last else text for at, text in enumerate(names, start=1)]
        top[start - 1] = span
        first = self.page.add(top, (start, last))
        if self.kind == "xlsx" and self.choice(True, False):
            self.page.add([])
        below = self.page.add([text if start <= at <= last else "" for at, text in enumerate(names, start=1)])
        for at in range(1, len(names) + 1):
            if not start <= at <= last:
                self.page.merges.append((first, at, below, at))

    def _heading(self, name: str) -> str:
        known = fields()[name]
        plain = [word for word in known.synonyms if ">" not in word and "(" not in word]
        return str(self.choice(known.label, *_PERIODS.get(name, ()), *plain))

    def _body(self) -> None:
        total = self.choice("first", "last", "none") if len(self.projects) > 1 else "none"
        if total == "first":
            self._sum("合计", self.projects)
        group: tuple[str, ...] = ()
        for number, project in enumerate(self.projects, start=1):
            if project.group != group:
                group = project.group
                self._group(group[0], [other for other in self.projects if other.group == group])
            self._record(number, project)
        if total == "last":
            self._sum(self.choice("合计", "合  计", "总计"), self.projects)
        if self.kind != "json" and self.choice(True, False):
            self.page.add(
                [self.choice("备注：1、项目性质：指续建、新开工、前期。", "注：带★为省重点项目。", "填报人：某某")]
            )

    def _record(self, number: int, project: Project) -> None:
        hides = self.kind == "xlsx" and self.choice(False, False, False, True)
        if hides:
            self.page.hidden.append(self._line(number, project, "已隐藏" + project.name))
        self._line(number, project, self.choice(project.mark + project.name, project.name + project.mark))
        if self.kind != "json" and self.choice(*[False] * 5, True):
            self.page.add([])
        if self.page.header and self.kind == "xlsx" and number < len(self.projects) and self.choice(*[False] * 9, True):
            self.page.add(list(self.page.header[0]))  # printed again on the next page

    def _line(self, number: int, project: Project, name: str) -> int:
        amounts = {
            field_: spelt_amount(self.draw, amount, self.unit, _UNITS[self.unit], self.page.typed)
            for field_, amount in zip(MONEY, project.amounts, strict=True)
        }
        texts = {"seq": number, "project_name": name, "resp_unit": project.unit, "remark": self.choice("", "已开工")}
        texts |= {"owner_unit": "某某公司", "image_progress": self.choice("", "主体封顶"), "rate_reported": "98.5%"}
        texts["start_planned"] = spelt_date(self.draw, project.start, self.page.typed)
        return self.page.add([{**texts, **amounts}[column] for column in self.columns])

    def _group(self, label: str, members: list[Project]) -> None:
        numeral, _, word = label.partition("、")
        if "seq" in self.columns and self.choice(True, False):
            self._sum(word, members, numeral)
        else:
            self._sum(label, members)

    def _sum(self, label: str, members: list[Project], number: str = "") -> None:
        line: dict[str, Any] = dict.fromkeys(self.columns, "")
        line |= {"project_name": label, "seq": number}
        if number == "" and "seq" in self.columns and "、" not in label and self.choice(True, False):
            line |= {"seq": label, "project_name": ""}
        if self.choice(True, True, False) or "计" in label.replace(" ", ""):
            for name in self.money:
                given = [amount for p in members if isinstance(amount := p.amounts[MONEY.index(name)], Decimal)]
                line[name] = float(sum(given, Decimal(0)) / _UNITS[self.unit])
        self.page.add([line[column] for column in self.columns])


@st.composite
def ledgers(draw: Draw) -> Ledger:
    """A ledger of up to nine projects in one of the kinds of file that are read."""
    projects = _projects(draw)
    kind = draw(st.sampled_from(["xlsx", "xlsx", "xlsx", "csv", "json", "docx", "html"]))
    writer = _Writer(draw, projects, kind, Page(typed=kind == "xlsx"))
    page = writer.write()
    if kind == "xlsx" and "owner_unit" in writer.columns and draw(st.booleans()):
        page.hidden_column = writer.columns.index("owner_unit") + 1
    if kind == "xlsx" and sum(row in page.header for row in page.rows) < 2 and draw(st.booleans()):
        page.list_beside(["性质选项", "新建", "续建", "前期"][: len(projects) + 1])
    shown = [amount_fields(project, writer.money, "resp_unit" in writer.columns) for project in projects]
    name, data = rendered(page, kind, draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"])))
    return Ledger(name, data, shown, page)


def amount_fields(project: Project, money: list[str], has_unit: bool) -> Project:
    """The project as a ledger of these columns can tell it."""
    amounts = (amount if name in money else MISSING for name, amount in zip(MONEY, project.amounts, strict=True))
    return Project(
        project.name, project.mark, project.unit if has_unit else "", project.group, tuple(amounts), project.start
    )
