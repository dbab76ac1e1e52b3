"""Who may write what to whom: ``authority.toml``, read anew when the file changes, every fault of it a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar, get_type_hints

from service.config import file_bytes, toml_table
from service.errors import SettingsError
from service.papers.authority_rules import (
    DIRECTIONS,
    FORMS,
    LIGHT,
    OTHERS,
    PROPOSED,
    REFUSED,
    Authority,
    Form,
    Kind,
    Length,
    Measure,
    Term,
)

PATH: Final = Path(__file__).with_name("authority.toml")
Rule = TypeVar("Rule", Kind, Form, Measure, Term, Length)
_TERMS: Final = frozenset({"陈述申辩", "复核", "申诉", "整改", "反馈", "赶工措施", "整改方案"})


def authority(path: Path = PATH) -> Authority:
    """The rules in force. Raises :class:`SettingsError` in one sentence that names the file, the rule and the cure."""
    try:
        stamp = path.stat()
    except OSError as error:
        raise SettingsError(f"设置文件“{path.name}”打不开，请恢复该文件") from error
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


def terms(*names: str) -> dict[str, str]:
    """Terms as papers print them (5个工作日), by their names. Raises as :func:`authority` does."""
    known = authority().terms
    return {name: known[name].printed for name in names}


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> Authority:
    what = f"设置文件“{path.name}”"
    table = toml_table(file_bytes(path, what), what)
    known = ("kind", "form", "measure", "default", "proposal", "days", "length")
    if unknown := [key for key in table if key not in known]:
        raise SettingsError(f"{what}里的“{unknown[0]}”不认识，可用的有：{'、'.join(known)}")
    rows = {name: _rows(table, name, what) for name in ("kind", "form", "measure", "days", "length")}
    rules = Authority(
        kinds=tuple(_made(Kind, row, where) for where, row in rows["kind"]),
        forms=tuple(_made(Form, row, where) for where, row in rows["form"]),
        measures=tuple(_made(Measure, row, where) for where, row in rows["measure"]),
        terms={term.name: term for term in (_made(Term, row, where) for where, row in rows["days"])},
        lengths=tuple(_made(Length, row, where) for where, row in rows["length"]),
        default_measures=_words(table, "default", "measures", what),
        proposal_words=_words(table, "proposal", "words", what),
    )
    _check(rules, what)
    return rules


def _check(rules: Authority, what: str) -> None:
    """Words that decide must be ones that are known, or a rule would silently never hold."""
    kinds = {kind.name for kind in rules.kinds} | {OTHERS}
    for number, rule in enumerate(rules.forms, start=1):
        _one_of(rule.form, FORMS, f"{what}第{number}条 [[form]] 的 form")
        for key, names, allowed in (("issuer", rule.issuer, kinds), ("addressee", rule.addressee, kinds)):
            for name in names:
                _one_of(name, allowed, f"{what}第{number}条 [[form]] 的 {key}")
        for name in rule.to:
            _one_of(name, DIRECTIONS, f"{what}第{number}条 [[form]] 的 to")
    if not rules.forms or any((rules.forms[-1].issuer, rules.forms[-1].to, rules.forms[-1].addressee)):
        raise SettingsError(f"{what}的最后一条 [[form]] 应不写 issuer、to、addressee，好让每种情况都有规定")
    light = [measure.name for measure in rules.measures if measure.level == LIGHT]
    for measure in rules.measures:
        _one_of(measure.level, (LIGHT, PROPOSED, REFUSED), f"{what}问责方式“{measure.name}”的 level")
    for name in rules.default_measures:
        _one_of(name, light, f"{what} [default] 的 measures")
    if missing := sorted(_TERMS - set(rules.terms)):
        raise SettingsError(f"{what}缺少“{missing[0]}”的期限，请对照原文件补上 [[days]] 一节")


def _one_of(name: str, allowed: Any, where: str) -> None:
    if name not in allowed:
        raise SettingsError(f"{where}写的“{name}”不认识，可用的有：{'、'.join(sorted(allowed))}")


def _rows(table: Mapping[str, Any], name: str, what: str) -> list[tuple[str, dict[str, Any]]]:
    rows = table.get(name)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise SettingsError(f"{what}缺少 [[{name}]] 一节，或者写法不对，请对照原文件改正")
    return [(f"{what}第{number}条 [[{name}]]", row) for number, row in enumerate(rows, start=1)]


def _made(rule: type[Rule], row: Mapping[str, Any], where: str) -> Rule:
    given = {"excepted" if key == "except" else key: value for key, value in row.items()}
    found: dict[str, Any] = {}
    for name, kind in get_type_hints(rule).items():
        if name not in given:
            if name in rule._field_defaults:
                continue
            raise SettingsError(f"{where}缺少“{name}”，请补上")
        found[name] = _value(given.pop(name), kind, f"{where}的“{name}”")
    if given:
        raise SettingsError(f"{where}里的“{next(iter(given))}”不认识，请删去或改正")
    return rule(**found)


def _value(value: Any, kind: object, where: str) -> Any:
    if kind == tuple[str, ...]:
        if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
            raise SettingsError(f"{where}应为方括号括起的文字，至少一个")
        return tuple(value)
    if kind is str and (not isinstance(value, str) or not value.strip()):
        raise SettingsError(f"{where}应为加引号的文字")
    if kind is bool and not isinstance(value, bool):
        raise SettingsError(f"{where}应为 true 或者 false")
    if kind is int and (type(value) is not int or value < 1):
        raise SettingsError(f"{where}应为不小于1的整数")
    return value


def _words(table: Mapping[str, Any], name: str, key: str, what: str) -> tuple[str, ...]:
    section = table.get(name)
    value = section.get(key) if isinstance(section, dict) else None
    found: tuple[str, ...] = _value(value, "tuple[str, ...]", f"{what} [{name}] 的“{key}”")
    return found
