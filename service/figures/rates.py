"""开工率, 复工率, 竣工率 and their kin: how many of which projects, the denominator chosen and named (domain.md §7)."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import Enum
from typing import Final

from data_adapters import MISSING, NOT_APPLICABLE, Project
from service.figures import facts
from service.figures.counting import count, counted
from service.figures.facts import Fact, Said
from service.figures.figure import Figure, from_record, quotient, total
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


_START: Final = ("start_actual", "is_started")
_RESUME: Final = ("resume_actual", "is_resumed")
_FINISH: Final = ("finish_actual", "is_finished")


class Measure(Enum):
    """A rate of projects: its name, the fact counted above, the columns that tell it, and its usual denominator.

    A ledger must have one column of each group to be asked for the rate: 开复工率 without a word on 复工 would take
    every continuing project for idle. What a project's count rests on is its evidence.
    """

    STARTED = ("开工率", "已开工", facts.has_started, (_START,), Among.NEW)
    RESUMED = ("复工率", "已复工", facts.has_resumed, (_RESUME,), Among.CONTINUING)
    UNDER_WAY = ("开复工率", "已开复工", facts.under_way, (_START, _RESUME), Among.ALL)
    FINISHED = ("竣工率", "已竣工", facts.has_finished, (_FINISH,), Among.DUE_TO_FINISH)
    PRODUCING = ("投产率", "已投产", facts.in_production, (("production_actual",),), Among.ALL)
    IN_STATISTICS = ("入库率", "已入库", facts.in_statistics, (("in_statistics", "statistics_date"),), Among.STARTED)

    def __init__(self, label: str, done: str, fact: Fact, columns: tuple[tuple[str, ...], ...], usual: Among) -> None:
        self.label, self.done, self.fact, self.columns, self.usual = label, done, fact, columns, usual

    def told_by(self, columns: Set[str]) -> bool:
        """Whether a ledger with these columns can tell the rate."""
        return all(not columns.isdisjoint(group) for group in self.columns)


class Funds(Enum):
    """A rate of money: its name, what stands above and what below, each as field and words."""

    ARRIVED = ("资金到位率", ("funds_arrived", "到位资金"), ("funds_planned", "计划到位资金"))
    ARRIVED_OF_PLAN = ("资金到位率", ("funds_arrived", "到位资金"), ("plan_this_year", "年度计划投资"))
    PAID = ("资金支付率", ("funds_paid", "支付资金"), ("funds_arrived", "到位资金"))
    PAID_OF_PLAN = ("资金支付率", ("funds_paid", "支付资金"), ("funds_planned", "计划到位资金"))
    HONOURED = ("履约率", ("done_this_year_to_date", "累计完成投资"), ("contract_amount", "合同金额"))


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate and the projects behind it: who did, who did not, and whose row does not say (counted as not yet).

    ``unplaced`` are those whose row does not say whether they belong to the denominator: they are not in it.
    """

    figure: Figure
    done: tuple[Project, ...]
    open: tuple[Project, ...]
    unsaid: tuple[Project, ...]
    among: Among = Among.ALL
    unplaced: tuple[Project, ...] = ()

    @property
    def remark(self) -> str:
        """How many rows did not say; "" where all did."""
        said = [f"其中{len(self.unsaid)}个项目未填报"] if self.unsaid else []
        if self.unplaced:
            said.append(f"另有{len(self.unplaced)}个项目看不出是否属于{self.among.value}，没有计入")
        return "，".join(said)


def rate_of(projects: Sequence[Project], measure: Measure, period: Period, among: Among | None = None) -> Rate:
    """The share of ``among`` (else the measure's usual projects) of which the measure's fact holds at the period's end.

    Who does not say counts below, not above, and is listed; where none says, or nobody is among them, there is no
    rate. Finished projects count as started (开工率: domain.md §7). Each project is a member figure of both counts.
    """
    day, base = period.end, among or measure.usual
    choose = _CHOSEN.get(base)
    placed = [(item, choose(item, day) if choose else Said(True)) for item in projects]
    members = [(item, place, measure.fact(item, day)) for item, place in placed if place]
    done = [(item, (*place.cells, *fact.cells)) for item, place, fact in members if fact]
    below = count([counted(item, "", place.cells) for item, place, _ in members], f"{base.value}{len(members)}个")
    above = count(
        [counted(item, measure.done, cells) for item, cells in done], f"{measure.done}的{base.value}{len(done)}个"
    )
    unsaid = tuple(item for item, _, fact in members if fact.yes is None)
    if members and len(unsaid) == len(members):
        above = count([], above.formula, MISSING, f"{measure.done}情况均未填报")
    figure = quotient(above, below, measure.label)
    if not members:
        figure = figure._replace(value=NOT_APPLICABLE, reason=f"没有{base.value}，无法计算{measure.label}")
    unplaced = tuple(item for item, place in placed if place.yes is None)
    left = tuple(item for item, _, fact in members if fact.yes is False)
    return Rate(figure, tuple(item for item, _ in done), left, unsaid, base, unplaced)


def funds_rate(projects: Sequence[Project], kind: Funds) -> Figure:
    """A rate of money over the projects that give both amounts; rates above 100 % are normal and stay."""
    label, above, below = kind.value
    pairs = [(from_record(item, *above), from_record(item, *below)) for item in projects]
    both = [pair for pair in pairs if pair[0].known and pair[1].known]
    words = f"（{len(both)}项两者均填）" if len(both) < len(pairs) else ""
    numerator, denominator = (total((pair[side] for pair in both), (above, below)[side][1]) for side in (0, 1))
    found = quotient(numerator, denominator, label)
    return found.named(f"{found.formula}{words}")
