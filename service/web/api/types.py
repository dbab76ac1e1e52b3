"""What the models of all resources are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, PlainValidator, WithJsonSchema

from service.figures import Period, read_period

MOST: Final = 200
LARGEST: Final = 999_999_999_999_999  # of a row's number: any JSON reader holds it exactly
_DAY: Final = r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_PERIOD: Final = r"^20[0-9]{2}-(0?[1-9]|1[0-2])(-(0?[1-9]|[12][0-9]|3[01])|上半月)?$"
_PLAIN: Final = r"^[^\x00-\x1f\x7f]*$"  # what a search may hold: some databases cannot even be asked for the rest


class Sent(BaseModel):
    """What another system sends: nothing that is not asked for, no number as text, no text as number."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Told(BaseModel):
    """What is told to another system."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(_DAY, value):
        raise ValueError("应写成 2026-03-20 这样的日期（2000年至2099年）")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"没有“{value}”这一天") from error


def _period(value: Any) -> Period:
    if not isinstance(value, str) or not re.fullmatch(_PERIOD, value):
        raise ValueError("应写成 2026-10、2026-10-20 或 2026-10上半月")
    return read_period(value)


Day = Annotated[
    date,
    PlainValidator(_day),
    PlainSerializer(lambda value: value.isoformat() if value else None),
    WithJsonSchema({"type": "string", "format": "date", "pattern": _DAY, "examples": ["2026-03-20"]}),
]
PeriodText = Annotated[
    Period,
    PlainValidator(_period),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": _PERIOD, "examples": ["2026-10"]}),
]
# JSON knows one kind of number: 1.0 is the whole number 1. It stands last, for the bounds are those of the number.
WHOLE: Final = BeforeValidator(lambda value: int(value) if isinstance(value, float) and value % 1 == 0 else value)
Row = Annotated[int, Field(ge=1, le=LARGEST), WHOLE]
Words = Annotated[str, Field(max_length=5000)]
Needed = Annotated[str, Field(max_length=5000, pattern=r"\S")]
Name = Annotated[str, Field(max_length=200)]
Reason = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$")]
NeededName = Annotated[str, Field(max_length=200, pattern=r"\S")]
Search = Annotated[str, Field(max_length=200, pattern=_PLAIN)]
_LETTERS: Final = "[\u4e00-\u9fffA-Za-z]"
Organ = Annotated[str, Field(max_length=40, pattern=f"^{_LETTERS}+$", examples=["安重办"])]
OrganIfAny = Annotated[str, Field(max_length=40, pattern=f"^{_LETTERS}*$", examples=["安重办"])]
Series = Annotated[str, Field(max_length=20, pattern=f"^{_LETTERS}*$")]


Next = Annotated[int | None, Field(description="下一页的 beyond；没有下一页为 null")]


def next_of(numbers: Sequence[int], most: int) -> int | None:
    """Where the page after one of these rows begins: a page that is not full is the last."""
    return numbers[-1] if len(numbers) == most else None


class Paged(Sent):
    """A page of a list: what comes after the number ``beyond``, ``most`` at most."""

    beyond: int = Field(0, ge=0, le=LARGEST, description="从这个序号往后列；取上一页答复里的 next")
    most: int = Field(50, ge=1, le=MOST, description=f"最多列几条，至多 {MOST}")


class Backwards(Sent):
    """A page of a list, the latest first: what is before the number ``beyond``, ``most`` at most."""

    beyond: int = Field(0, ge=0, le=LARGEST, description="列这个序号以前的；取上一页答复里的 next")
    most: int = Field(50, ge=1, le=MOST, description=f"最多列几条，至多 {MOST}")


class OnDay(Sent):
    """The day on which things are looked at."""

    day: Day | None = Field(None, description="按哪一天算，默认今天（北京时间）")
