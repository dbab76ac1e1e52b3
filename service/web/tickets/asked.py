"""What the address of the list of tickets asks for: a tab, filters, the way it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from service.registers.ticket_life import State
from service.registers.ticket_lists import UNANSWERED, Due, Wish, due_in

_OWING: Final = frozenset(State[name] for name in UNANSWERED)


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the register: tickets in some states, of those that owe an answer perhaps only one class."""

    key: str
    label: str
    states: frozenset[State]
    due: Due | None = None

    @property
    def by_deadline(self) -> bool:
        """Whether the nearest deadline comes first: where something is still to be done."""
        return not self.states & {State.CLOSED, State.WITHDRAWN}


TABS: Final = (
    Tab("", "未了结", frozenset(State) - {State.CLOSED, State.WITHDRAWN}),
    *(Tab(due.name.lower(), due.value, _OWING, due) for due in Due),
    Tab("review", "待审核", frozenset({State.ANSWERED})),
    Tab("draft", "草稿", frozenset({State.DRAFT})),
    Tab("closed", "已办结", frozenset({State.CLOSED})),
    Tab("withdrawn", "已撤销", frozenset({State.WITHDRAWN})),
    Tab("all", "全部", frozenset(State)),
)


class Columns(Enum):
    """What the columns of the board are."""

    STATE = "按状态"
    DUE = "按到期"


@dataclass(frozen=True, slots=True)
class Asked:
    """The tab, and the wish of the filters alone; ``columns`` is None for the list; ``faults`` says which words of the
    address could not be read, and were left out."""

    tab: Tab
    filters: Wish
    columns: Columns | None
    faults: tuple[str, ...]

    def wish(self, day: date, tab: Tab | None = None) -> Wish:
        """What is asked for under a tab (None: the one that is open), seen from a day."""
        chosen = tab or self.tab
        states = chosen.states & self.filters.states if self.filters.states else chosen.states
        by_deadline = chosen.by_deadline
        if len(states) == len(State):
            states = frozenset()  # all of them: no question to ask the database
        wish = replace(self.filters, states=states, by_deadline=by_deadline, latest_first=not by_deadline)
        return due_in(wish, chosen.due, day) if chosen.due else wish

    def is_nothing(self, tab: Tab) -> bool:
        """Whether the filter of states leaves nothing of a tab."""
        return bool(self.filters.states) and not tab.states & self.filters.states


def asked_of(words: Mapping[str, str]) -> Asked:
    """What an address asks for. Nonsense in it is left out and named."""
    faults: list[str] = []
    tab = next((tab for tab in TABS if tab.key == words.get("tab", "")), TABS[0])
    state = words.get("state", "")
    named = frozenset({State[state]}) if state in State.__members__ else frozenset[State]()
    meeting = words.get("meeting", "")
    filters = Wish(
        states=named,
        unit=_clean(words, "unit"),
        number=_clean(words, "number"),
        words=_clean(words, "words"),
        meeting_id=int(meeting) if meeting.isascii() and meeting.isdigit() and len(meeting) < 16 else None,
        signed_from=_day(words, "since", "签发日期的起始日", faults),
        signed_by=_day(words, "by", "签发日期的截止日", faults),
    )
    view = words.get("view", "")
    columns = {"state": Columns.STATE, "due": Columns.DUE}.get(view)
    return Asked(tab, filters, columns, tuple(faults))


def _clean(words: Mapping[str, str], name: str) -> str:
    """What was typed, without signs a database cannot be asked for."""
    return "".join(sign for sign in words.get(name, "") if sign.isprintable()).strip()[:100]


def _day(words: Mapping[str, str], name: str, what: str, faults: list[str]) -> date | None:
    text = words.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        faults.append(f"{what}“{text[:20]}”不是日期，没有按它筛选，请写成 2026-03-20 这样")
        return None
