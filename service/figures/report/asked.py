"""What a person asks of the indicators beyond the usual: a settings file (figures.toml) or the command's options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from data_adapters.headings import fields, recognise
from service.errors import SettingsError
from service.figures.breakdown import group_of
from service.figures.checks import Check
from service.figures.progress import Progress
from service.figures.ranking import Order, Ranked, Ties, rank, rank_apart
from service.figures.rates import Among, Measure
from service.figures.rules.history import Settled, nobody_says
from service.figures.rules.table import Table, read_table

_OWN_KEYS: Final = {"unit": "责任单位", "group": "台账分组", "size": "投资规模", "plan_lists": "计划列表"}
_MORE_WORDS: Final = {"建设性质": "nature", "行业": "sector", "资金来源": "funding", "分包领导": "leader"}
_ORDERS: Final = {"高到低": False, "低到高": True}


@dataclass(frozen=True, slots=True)
class Asked:
    """``by``: what projects are grouped by; ``apart``: the field by which units are ranked apart ("" not at all);
    ``among``: the denominators of rates; ``compare``: rates of others in per cent by name; ``own_curve``: whether a
    project is measured by the schedule it set itself."""

    by: tuple[str, ...] = ()
    order: Order = field(default_factory=Order)
    apart: str = ""
    among: Mapping[Measure, Among] = field(default_factory=dict)
    compare: Mapping[str, Decimal] = field(default_factory=dict)
    own_curve: bool = False
    settled: Settled = nobody_says
    """Whether an issue is off the list."""
    questions: Sequence[Check] | None = None
    """The questions to show in place of all that the ledgers raise; None for all."""

    def ranked(self, parts: Sequence[Progress]) -> list[Ranked]:
        """The ranking of units: by the order asked for, groups apart one after the other."""
        if not self.apart:
            return rank(parts, self.order)
        groups = rank_apart(parts, self.order, self.rank_group)
        return [place for ranked in groups.values() for place in ranked]

    def rank_group(self, part: Progress) -> str:
        """In which group a unit is ranked; "" where all are ranked together, or it names none."""
        return group_of(part, self.apart) if self.apart else ""


def key_of(word: str) -> str:
    """The field id that parts are grouped by: from its id, its Chinese name or any heading it goes by in ledgers.

    Raises :class:`SettingsError` for what is no text column.
    """
    by_label = {label: key for key, label in _OWN_KEYS.items()} | _MORE_WORDS
    texts = {name for name, item in fields().items() if item.type == "text"}
    known = by_label.get(word, word)
    if known not in texts and known not in _OWN_KEYS and (match := recognise((), word, 0)):
        known = match.field
    if known in texts or known in _OWN_KEYS:
        return known
    shown = "、".join((*_OWN_KEYS.values(), *_MORE_WORDS))
    raise SettingsError(f"不能按“{word}”分组，可以写：{shown}，或台账里其他文字列的名称")


def label_of(key: str) -> str:
    """What a key is called."""
    return _OWN_KEYS.get(key) or fields()[key].label


def percent_of(text: str) -> Decimal:
    """A rate somebody gives, in per cent: ``62.3`` or ``62.3%``. Raises :class:`SettingsError`."""
    try:
        value = Decimal(text.strip().rstrip("%％"))
    except InvalidOperation as error:
        raise SettingsError(f"比较的数“{text}”不是百分数，请写成 62.3，表示 62.3%") from error
    if not value.is_finite() or abs(value) >= 10**6:
        raise SettingsError(f"比较的数“{text}”不是百分数，请写成 62.3，表示 62.3%")
    return value


def load_asked(data: bytes, file: str) -> Asked:
    """The settings of a file's bytes. Raises :class:`SettingsError`: one sentence with the line and what to do."""
    table = read_table(data, file, "指标设置文件")
    found = Asked(
        tuple(key_of(word) for word in table.texts("by")),
        Order(
            Ties(table.choice("ties", [ties.value for ties in Ties], Ties.SKIP.value)),
            _ORDERS[table.choice("order", _ORDERS, "高到低")],
        ),
        apart_of(table.text("apart", optional=True)),
        _among(table.part("among")),
        _compare(table.part("compare")),
        table.flag("own_curve"),
    )
    table.end()
    return found


def apart_of(word: str) -> str:
    """By what units are ranked apart: 单位类别, or a column of theirs; "" for "" ."""
    return key_of(word) if word else ""


def _among(table: Table | None) -> dict[Measure, Among]:
    if table is None:
        return {}
    names, chosen = {measure.label: measure for measure in Measure}, {among.value: among for among in Among}
    found = {names[label]: chosen[table.choice(label, chosen)] for label in names if table.has(label)}
    table.end()
    return found


def _compare(table: Table | None) -> dict[str, Decimal]:
    if table is None:
        return {}
    found = {}
    for name in table.names():
        found[name] = percent_of(table.text(name)) if table.holds_text(name) else table.number(name)
    return found
