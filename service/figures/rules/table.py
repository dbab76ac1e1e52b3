"""A rule file read entry by entry: every fault is one Chinese sentence with the file, the line and the cure."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from data_adapters.patterns import regex
from service.errors import SettingsError

_WHAT: Final = "规则文件"
_LARGEST: Final = 1024 * 1024
_PLACE: Final = regex(r"at line (\d+)")


class Table:
    """One table of a rule file. What is asked for is ticked off; :meth:`end` refuses what nobody asked for."""

    def __init__(
        self, values: Mapping[str, Any], file: str, lines: list[str], start: int = 0, what: str = _WHAT
    ) -> None:
        self._values = values
        self._what = what
        self._file = file
        self._lines = lines
        self._start = start
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether an entry is there; asking makes it one that may be there."""
        self._asked.add(key)
        return key in self._values

    def holds_text(self, key: str) -> bool:
        """Whether an entry is written as text."""
        return isinstance(self._values.get(key), str)

    def fault(self, what: str, key: str = "") -> SettingsError:
        """The error to raise: ``what`` is a sentence's end that says what is wrong and what to do."""
        line = self._line(key)
        return SettingsError(f"{self._what}“{self._file}”{f'第{line}行' if line else ''}{what}")

    def text(self, key: str, *, optional: bool = False) -> str:
        """A text; "" for an optional one that is not there."""
        value = self._value(key, optional)
        if value is None:
            return ""
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"的 {key} 应为文字，请加上引号并填写", key)
        return value.strip()

    def number(self, key: str) -> Decimal:
        """A number, exact as typed."""
        return self._number(self._value(key), key)

    def optional_number(self, key: str) -> Decimal | None:
        """A number, or None where it is not there."""
        value = self._value(key, optional=True)
        return None if value is None else self._number(value, key)

    def numbers(self, key: str) -> list[Decimal]:
        """A list of numbers; empty where it is not there."""
        value = self._value(key, optional=True)
        if value is not None and not isinstance(value, list):
            raise self.fault(f"的 {key} 应为数字的列表，如 [7, 5, 3]，请改正", key)
        return [self._number(item, key) for item in value or ()]

    def texts(self, key: str) -> list[str]:
        """A list of texts; empty where it is not there."""
        value = self._value(key, optional=True)
        if value is not None and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            raise self.fault(f'的 {key} 应为文字的列表，如 ["甲", "乙"]，请改正', key)
        return list(value or ())

    def whole(self, key: str, otherwise: int, least: int = 1) -> int:
        """A whole number of at least ``least``."""
        value = self._value(key, optional=True)
        if value is None:
            return otherwise
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.fault(f"的 {key} 应为不小于 {least} 的整数，请改正", key)
        return value

    def flag(self, key: str) -> bool:
        """true or false; false where it is not there."""
        value = self._value(key, optional=True)
        if value is not None and not isinstance(value, bool):
            raise self.fault(f"的 {key} 应写 true（是）或 false（否），请改正", key)
        return bool(value)

    def choice(self, key: str, options: Collection[str], otherwise: str = "") -> str:
        """One of the options."""
        value = self.text(key, optional=bool(otherwise)) or otherwise
        if value not in options:
            raise self.fault(f"的 {key} 写的“{value}”不认识{_hint(value, options)}", key)
        return value

    def tables(self, key: str) -> list[Table]:
        """The tables of an array ``[[key]]``; none where it is not there."""
        value = self._value(key, optional=True)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.fault(f"的 {key} 应写成 [[{key}]] 的小节，请改正", key)
        heads = [n for n, line in enumerate(self._lines, start=1) if re.match(rf"\s*\[\[\s*{key}\s*\]\]", line)]
        starts = heads if len(heads) == len(value) else [self._line(key)] * len(value)
        return [
            Table(item, self._file, self._lines, start, self._what) for item, start in zip(value, starts, strict=True)
        ]

    def part(self, key: str) -> Table | None:
        """The table ``[key]`` or ``key = {…}``; None where it is not there."""
        value = self._value(key, optional=True)
        if value is not None and not isinstance(value, dict):
            raise self.fault(f"的 {key} 应写成 [{key}] 的小节，请改正", key)
        return None if value is None else Table(value, self._file, self._lines, self._line(key), self._what)

    def names(self) -> list[str]:
        """Every entry's key, as one that may be there."""
        self._asked.update(self._values)
        return list(self._values)

    def all_numbers(self) -> dict[str, Decimal]:
        """Every entry of a table that holds numbers only."""
        return {key: self.number(key) for key in self._values}

    def end(self) -> None:
        """Raises :class:`SettingsError` for an entry that means nothing here."""
        for key in self._values:
            if key not in self._asked:
                raise self.fault(f"的“{key}”不是这里的设置项{_hint(key, self._asked)}", key)

    def _value(self, key: str, optional: bool = False) -> Any:
        self._asked.add(key)
        value = self._values.get(key)
        if value is None and not optional:
            raise self.fault(f"缺少 {key}，请补上")
        return value

    def _number(self, value: Any, key: str) -> Decimal:
        exact = Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if not isinstance(exact, Decimal) or not exact.is_finite():
            raise self.fault(f"的 {key} 应为数字，不加引号，请改正", key)
        return exact

    def _line(self, key: str = "") -> int:
        """Where a key stands: within its own section, else anywhere, else the section's head."""
        pattern = re.compile(rf'(?:^|[\s{{,\[])"?{re.escape(key)}"?\s*[=\]]')
        for number, line in enumerate(self._lines[self._start :], start=self._start + 1):
            if key and line.lstrip().startswith("[[") and self._start:
                break
            if key and pattern.search(line):
                return number
        return self._start


def read_table(data: bytes, file: str, what: str = _WHAT) -> Table:
    """The whole of a rule file, or whatever ``what`` calls it; numbers exact as typed.

    Raises :class:`SettingsError` where it is no TOML.
    """
    if len(data) > _LARGEST:
        raise SettingsError(f"{what}“{file}”超过 1 MB，不像{what}，请检查是否选错文件")
    try:
        text = data.decode("utf-8-sig")
        values = tomllib.loads(text, parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise SettingsError(f"{what}“{file}”不是 UTF-8 编码，请另存为 UTF-8 后重试") from error
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        where = f"第{found[1]}行" if found else ""
        raise SettingsError(f"{what}“{file}”{where}不合 TOML 格式，请对照样例检查引号、等号和方括号") from error
    except (RecursionError, ValueError, ArithmeticError) as error:
        raise SettingsError(f"{what}“{file}”嵌套过深或数字过长，请对照样例改正") from error
    return Table(values, file, text.splitlines(), 0, what)


def _hint(word: str, options: Iterable[str]) -> str:
    known = sorted(options)
    near = difflib.get_close_matches(word, known, n=1)
    if near:
        return f"，是不是“{near[0]}”，请改正"
    return f"，可用的有：{'、'.join(known)}，请改正"
