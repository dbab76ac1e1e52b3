"""One table of a settings file, read key by key: every fault is a sentence that names the file, table and key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from service.errors import SettingsError
from service.papers.meeting_items import AgendaItem, agenda_items
from service.wording import parse_meeting_time, weekday_name

BEIJING = timezone(timedelta(hours=8))  # China keeps one time all year; no zone database is needed offline


class Section:
    """One table of the file, read key by key; every fault is a sentence that names the key."""

    def __init__(self, tables: Mapping[str, Any], name: str, known: frozenset[str], where: str) -> None:
        table = tables.get(name)
        if not isinstance(table, dict):
            raise SettingsError(f"{where}：缺少 [{name}] 一节，请对照样例补上")
        self.table: Mapping[str, Any] = table
        self.where = f"{where} [{name}]"
        refuse_unknown(table, known, self.where)

    def _fail(self, key: str, cause: str) -> SettingsError:
        return SettingsError(f"{self.where} {key}：{cause}")

    def text(self, key: str, *, required: bool = False) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str):
            raise self._fail(key, "应为加引号的文字")
        if required and not value.strip():
            raise self._fail(key, "没有填写，请补上")
        return value.strip()

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(key)
        if value and value not in allowed:
            raise self._fail(key, f"写的“{value}”不认识，可用的有：{'、'.join(allowed)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._fail(key, "应为方括号括起的文字列表")
        return tuple(item.strip() for item in value if item.strip())

    def items(self, key: str) -> tuple[AgendaItem, ...]:
        try:
            return agenda_items(self.texts(key))
        except ValueError as error:
            raise self._fail(key, str(error)) from error

    def count(self, key: str, most: int) -> int:
        value = self.table.get(key, "")
        words = str(value).strip()
        if isinstance(value, bool) or (words and not (words.isdecimal() and len(words) < 9 and 0 < int(words) <= most)):
            raise self._fail(key, f"“{value}”应为1到{most}的整数")
        return int(words or 0)

    def moment_if_given(self, key: str) -> datetime | None:
        return self.moment(key) if key in self.table else None

    def moment(self, key: str) -> datetime:
        value = self.table.get(key, "")
        if isinstance(value, datetime):
            try:
                return in_beijing(value)
            except OverflowError as error:
                raise self._fail(key, f"“{value}”换算成北京时间后超出日历范围，请核对") from error
        try:
            when, stated = parse_meeting_time(self._words(key, "2026年11月27日（星期五）上午9:00"))
        except ValueError as error:
            raise self._fail(key, str(error)) from error
        self._check_weekday(key, when, stated)
        return when

    def day(self, key: str) -> date:
        value = self.table.get(key, "")
        if isinstance(value, date):
            return self.moment(key).date() if isinstance(value, datetime) else value
        text = self._words(key, "2026年11月23日")
        try:
            # A date is a moment without its clock: one reader serves both.
            when, stated = parse_meeting_time(f"{text} 0:00")
        except ValueError as error:
            raise self._fail(key, f"“{text}”不是能识别的日期，请写成 2026年11月23日") from error
        self._check_weekday(key, when, stated)
        return when.date()

    def _words(self, key: str, example: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str):
            raise self._fail(key, f"“{value}”不能识别，请写成 {example}")
        if not value.strip():
            raise self._fail(key, f"没有填写，请写成 {example}")
        return value.strip()

    def _check_weekday(self, key: str, when: datetime, stated: str | None) -> None:
        actual = weekday_name(when.date())
        if stated and stated != actual:
            day = f"{when.year}年{when.month}月{when.day}日"
            raise self._fail(key, f"{day}是{actual}，写的是{stated}，请核对日期和星期")


def in_beijing(moment: datetime) -> datetime:
    """A moment as Beijing's clocks show it, without a zone. OverflowError at the ends of the calendar."""
    return (moment.astimezone(BEIJING) if moment.tzinfo else moment).replace(tzinfo=None)


def refuse_unknown(table: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    """Raise :class:`SettingsError` for a key that nobody reads: it was meant to do something."""
    for key in table:
        if key not in known:
            raise SettingsError(f"{where}：不认识“{key}”这一项，可用的有：{'、'.join(sorted(known))}")
