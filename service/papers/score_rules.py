"""What a scoring scheme asks for, in words: the rule of each item, its classes and vetoes, for the score sheet."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Final

from service.config import Settings, file_bytes, toml_table
from service.errors import SettingsError
from service.figures.scoring import Scheme, find_scheme, ready_schemes
from service.figures.scoring.loading import GIVEN, Item, Steps
from service.figures.scoring.measures import MEASURES
from service.wording import quantize

PATH: Final = Path(__file__).with_name("scoring.toml")
_KEYS: Final = ("scheme", "boards")
_PLACES: Final = 2


def chosen_schemes(scheme: str, path: Path = PATH) -> tuple[Scheme, Scheme | None]:
    """The scheme that scores and the one whose red and black lists count (None: no lists).

    ``scheme`` is the choice of the meeting or the office, "" for that of the file of settings.
    Raises :class:`SettingsError`.
    """
    what = f"设置文件“{path.name}”"
    table = toml_table(file_bytes(path, what), what)
    if unknown := [key for key in table if key not in _KEYS]:
        raise SettingsError(f"{what}里的“{unknown[0]}”不认识，可用的有：{'、'.join(_KEYS)}")
    if not all(isinstance(table.get(key, ""), str) for key in _KEYS):
        raise SettingsError(f"{what}里的 scheme 和 boards 应为加引号的文字，请改正")
    name = scheme or table.get("scheme", "")
    if not name:
        raise SettingsError(f"{what}没有写 scheme（照哪个考核办法打分），请补上")
    found = find_scheme(name)
    if found.boards:
        return found, found
    return found, find_scheme(table["boards"]) if table.get("boards") else None


def schemes(settings: Settings) -> list[tuple[str, Scheme]]:
    """The schemes to choose from, each by the word it is set by: that of the program, the ready ones that score, and
    the office's own file where the settings name one. Raises :class:`SettingsError` for a faulty file."""
    usual, own = chosen_schemes("")[0], settings.scoring_scheme
    ready = [(name, find_scheme(name)) for name in ready_schemes()]
    found = [("", usual), *((name, one) for name, one in ready if one.items and one.name != usual.name)]
    return found if own in dict(found) else [*found, (own, find_scheme(own))]


def plain(number: Decimal) -> str:
    """Points as a sheet prints them: two places at most, no zeros behind."""
    rounded = quantize(number, _PLACES).normalize()
    return f"{rounded:f}" if rounded else "0"


def rule_of(item: Item) -> str:
    """An item's rule as a sentence says it, without a mark at its end."""
    said = [f"基本分{plain(item.base)}分"] if item.base else []
    said += [_kind(item)]
    said += [f"加减分以{plain(item.cap)}分为限"] if item.cap is not None else []
    said += [f"最高{plain(item.ceiling)}分"] if item.ceiling is not None else []
    said += [f"最低{plain(item.floor)}分"] if item.floor is not None else []
    if item.when:
        asked = MEASURES[item.when[0]]
        said.insert(0, f"{asked.label}{item.when[1].words(asked.unit)}的适用")
    return "；".join(said)


def _kind(item: Item) -> str:
    if item.kind == "points":
        return "由考核单位登记得分" if item.required else "有登记事项的，按登记加减分"
    label, unit = _measured(item)
    if item.kind == "share":
        return f"{plain(item.points)}分 × {label}"
    if item.kind == "each":
        return f"{label}每{unit}{_signed(item.points)}"
    if item.kind == "steps" and item.steps:
        return _stepped(item.steps, label, unit)
    bands = (
        f"{band.within.words(unit) if band.within else f'“{band.word}”'}{_signed(band.points)}" for band in item.bands
    )
    return f"{label}：{'，'.join(bands)}" if label else "，".join(bands)


def _measured(item: Item) -> tuple[str, str]:
    if item.measure == GIVEN:
        return "登记事项", "项（次）"
    found = MEASURES.get(item.measure)
    return (found.label, found.unit) if found else ("按项目所列", "个")


def _stepped(steps: Steps, label: str, unit: str) -> str:
    step = f"{plain(steps.step)}{'个百分点' if unit == '%' else unit}"
    said = [f"{label}以{plain(steps.target)}{unit}为目标"]
    said += [f"每低{step}扣{plain(steps.loss)}分"] if steps.loss else []
    said += [f"超{plain(over)}{unit}部分每{step}加{plain(gain)}分" for over, gain in steps.gains]
    said += ["不足一档不算"] if steps.whole else []
    return "，".join(said)


def _signed(points: Decimal) -> str:
    return f"扣{plain(-points)}分" if points < 0 else f"加{plain(points)}分"


def classes_of(scheme: Scheme) -> str:
    """The classes and vetoes in one sentence without its final mark; "" where the scheme has none."""
    said = [f"{name}：{within.words('分')}" for name, within in scheme.classes]
    said += [f"{veto.name}{veto.within.words('次')}的，{veto.verdict}" for veto in scheme.vetoes]
    return "；".join(said)
