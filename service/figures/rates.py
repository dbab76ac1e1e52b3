"""开工率, 复工率, 竣工率 and their kin: how many of which projects, the denominator chosen and named (domain.md §7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

from data_adapters import MISSING, Project
from service.figures import facts
from service.figures.facts import Fact
from service.figures.figure import Figure, Unit, from_record, quotient, total
from service.figures.period import Period


class Among(Enum):
    """Of which projects a rate is taken; the value is how its formula names them."""

    ALL = "全部项目"
    NEW = "新建项目"
    CONTINUING = "续建项目"
    DUE_TO_START = "应开工项目"
    DUE_TO_FINISH = "应竣工项目"
    STARTED = "已开工项目"


_CHOSEN: Final[dict[Among, Fact]] = {
    Among.NEW: facts.is_new,
    Among.CONTINUING: facts.is_continuing,
    Among.DUE_TO_START: facts.due_to_start,
    Among.DUE_TO_FINISH: facts.due_to_finish,
    Among.STARTED: facts.has_started,
}


def _under_way(project: Project, day: date) -> bool | None:
    """Resumed where it continues, started where it is new: the numerator of 开复工率."""
    ask = facts.has_resumed if facts.is_continuing(project, day) else facts.has_started
    return ask(project, day)


class Measure(Enum):
    """A rate of projects: its name, the fact counted above, the columns that tell it, and its usual denominator."""

    STARTED = ("开工率", "已开工", facts.has_started, ("start_actual", "is_started"), Among.NEW)
    RESUMED = ("复工率", "已复工", facts.has_resumed, ("resume_actual", "is_resumed"), Among.CONTINUING)
    UNDER_WAY = ("开复工率", "已开复工", _under_way, ("start_actual", "is_started", "resume_actual"), Among.ALL)
    FINISHED = ("竣工率", "已竣工", facts.has_finished, ("finish_actual", "is_finished"), Among.DUE_TO_FINISH)
    PRODUCING = ("投产率", "已投产", facts.in_production, ("production_actual",), Among.ALL)
    IN_STATISTICS = ("入库率", "已入库", facts.in_statistics, ("in_statistics", "statistics_date"), Among.STARTED)

    def __init__(self, label: str, done: str, fact: Fact, fields: tuple[str, ...], usual: Among) -> None:
        self.label, self.done, self.fact, self.fields, self.usual = label, done, fact, fields, usual


class Funds(Enum):
    """A rate of money: its name, what stands above and what below, each as field and words."""

    ARRIVED = ("资金到位率", ("funds_arrived", "到位资金"), ("funds_planned", "计划到位资金"))
    ARRIVED_OF_PLAN = ("资金到位率", ("funds_arrived", "到位资金"), ("plan_this_year", "年度计划投资"))
    PAID = ("资金支付率", ("funds_paid", "支付资金"), ("funds_arrived", "到位资金"))
    PAID_OF_PLAN = ("资金支付率", ("funds_paid", "支付资金"), ("funds_planned", "计划到位资金"))
    HONOURED = ("履约率", ("done_this_year_to_date", "累计完成投资"), ("contract_amount", "合同金额"))


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate and the projects behind it: who did, who did not, and whose row does not say (counted as not yet)."""

    figure: Figure
    done: tuple[Project, ...]
    open: tuple[Project, ...]
    unsaid: tuple[Project, ...]

    @property
    def remark(self) -> str:
        """How many rows did not say; "" where all did."""
        return f"其中{len(self.unsaid)}个项目未填报" if self.unsaid else ""


def rate_of(projects: Sequence[Project], measure: Measure, period: Period, among: Among | None = None) -> Rate:
    """The share of ``among`` (else the measure's usual projects) of which the measure's fact holds at the period's end.

    Who does not say counts below, not above, and is listed; where none says, or nobody is among them, there is no
    rate. Finished projects count as started (开工率: domain.md §7).
    """
    day, base = period.end, among or measure.usual
    choose = _CHOSEN.get(base)
    members = [item for item in projects if choose is None or choose(item, day)]
    said = [(item, measure.fact(item, day)) for item in members]
    done = tuple(item for item, fact in said if fact)
    unsaid = tuple(item for item, fact in said if fact is None)
    below = _count(members, ("nature",), base.value)
    above = _count(done, measure.fields, f"{measure.done}的{base.value}")
    if members and len(unsaid) == len(members):
        above = Figure(MISSING, Unit.COUNT, above.formula, (), f"{measure.done}情况均未填报")
    figure = quotient(above, below, measure.label)
    return Rate(figure, done, tuple(item for item, fact in said if fact is False), unsaid)


def _count(projects: Sequence[Project], fields: tuple[str, ...], label: str) -> Figure:
    cells = tuple(cell for item in projects for cell in facts.cells_of(item, "project_name", *fields))
    return Figure(Decimal(len(projects)), Unit.COUNT, f"{label}{len(projects)}个", cells)


def funds_rate(projects: Sequence[Project], kind: Funds) -> Figure:
    """A rate of money over the projects that give both amounts; rates above 100 % are normal and stay."""
    label, above, below = kind.value
    pairs = [(from_record(item, *above), from_record(item, *below)) for item in projects]
    both = [pair for pair in pairs if pair[0].known and pair[1].known]
    words = f"（{len(both)}项两者均填）" if len(both) < len(pairs) else ""
    numerator, denominator = (total((pair[side] for pair in both), (above, below)[side][1]) for side in (0, 1))
    found = quotient(numerator, denominator, label)
    return found.named(f"{found.formula}{words}")
