"""What time it is, and which day that is for an office in China."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

# Asia/Shanghai has been eight hours ahead without summer time since 1991; Windows has no list of zones to ask.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def business_date(moment: datetime) -> date:
    """The day a moment falls on in Asia/Shanghai: it decides the year of a number. The moment must know its zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs its time zone: {moment}")
    return moment.astimezone(SHANGHAI).date()


def stamp(moment: datetime) -> str:
    """A moment as the audit log writes it: ISO 8601 in UTC with microseconds, always of the same length."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
