"""A ticket and its ladder told plainly, with no help from the program: a list of what happened, read anew each time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

RUNGS = ("提醒", "督办", "约谈")  # from seven days before; one day late; ten days late and five days after 督办


@dataclass
class Plain:
    """What happened: (word, unit, day, new deadline)."""

    units: tuple[str, ...]
    deadline: date
    told: list[tuple[str, str, date, date | None]] = field(default_factory=list)

    def words(self) -> list[str]:
        return [word for word, *_ in self.told]

    def is_out(self) -> bool:
        return "签发" in self.words() and not {"办结", "撤销"} & set(self.words())

    def received(self) -> set[str]:
        return {unit for word, unit, *_ in self.told if word == "签收"}

    def answer(self) -> date | None:
        """The day of the lead's first answer since the last return."""
        since = max((place for place, word in enumerate(self.words()) if word == "退回"), default=-1)
        return next(
            (day for word, unit, day, _ in self.told[since + 1 :] if word == "反馈" and unit == self.units[0]), None
        )

    def wish(self) -> date | None:
        """The new deadline that was asked for, if nobody has said anything to it."""
        wished = None
        for word, _, _, until in self.told:
            if word == "申请延期":
                wished = until
            elif word in ("准予延期", "不准延期", "办结", "撤销") or (word == "退回" and until):
                wished = None
        return wished

    def due(self) -> date:
        due, wished = self.deadline, None
        for word, _, _, until in self.told:
            if word == "申请延期":
                wished = until
            elif word == "准予延期":
                assert wished
                due = wished
            elif word == "退回" and until:
                due = until
        return due

    def rungs(self) -> list[tuple[str, date]]:
        """The steps of the ladder since the deadline last changed, but those taken back."""
        found: list[tuple[str, date]] = []
        for word, _, day, until in self.told:
            if word in RUNGS:
                found.append((word, day))
            elif word == "撤回":
                found.pop()
            elif word == "准予延期" or (word == "退回" and until):
                found = []
        return found

    def late(self, day: date) -> int:
        if "签发" not in self.words() or "撤销" in self.words():
            return 0
        end = self.answer() or day
        return max((min(end, day) - self.due()).days, 0)

    def next_rung(self, day: date) -> str:
        """What may be issued on a day, "" for nothing, as if no day were a day off."""
        taken = self.rungs()
        if not self.is_out() or self.answer() or self.wish() or len(taken) == len(RUNGS):
            return ""
        if taken and day <= taken[-1][1]:
            return ""
        if not taken:
            return RUNGS[0] if day >= self.due() - timedelta(7) else ""
        if len(taken) == 1:
            return RUNGS[1] if day > self.due() else ""
        return RUNGS[2] if day >= self.due() + timedelta(10) and (day - taken[-1][1]).days > 5 else ""

    def may(self, word: str, unit: str, day: date, until: date | None) -> bool:
        """Whether a step is legal."""
        lead = self.units[0]
        if self.told and day < self.told[-1][2]:
            return False
        if word == "签发":
            return not self.told and day <= self.deadline
        if word == "撤销":
            return not {"办结", "撤销"} & set(self.words())
        if not self.is_out():
            return False
        return {
            "签收": unit in self.units and unit not in self.received(),
            "反馈": lead in self.received() and unit in self.received(),
            "退回": self.answer() is not None and (until is None or until >= max(day, self.due())),
            "申请延期": unit == lead
            and self.answer() is None
            and self.wish() is None
            and day <= self.due()
            and until is not None
            and until > self.due(),
            "准予延期": self.wish() is not None,
            "不准延期": self.wish() is not None,
            "撤回": self.answer() is None and bool(self.rungs()),
            "办结": self.answer() is not None,
        }.get(word, self.next_rung(day) == word)
