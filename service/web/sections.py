"""The sections of the app: what they are called, where they begin, and who may use them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from service.registers.roles import May, Who


@dataclass(frozen=True, slots=True)
class Section:
    """One item of the navigation. ``endpoint`` is where it begins, ``paths`` the beginnings of its pages' addresses,
    ``any_of`` what one must be allowed to use it."""

    label: str
    endpoint: str
    paths: tuple[str, ...]
    any_of: frozenset[May]

    def holds(self, path: str) -> bool:
        """Whether a page is one of this section."""
        return any(path == each or path.startswith(f"{each}/") for each in self.paths)

    def is_for(self, who: Who) -> bool:
        """Whether somebody may use it."""
        return any(who.may(what) for what in self.any_of)


def _section(label: str, endpoint: str, *paths: str, any_of: frozenset[May] = frozenset({May.READ})) -> Section:
    return Section(label, endpoint, paths, any_of)


SECTIONS: Final = (
    _section("看板", "dashboard.index", "/", "/board"),
    _section("台账", "uploads.index", "/ledgers", "/readings"),
    _section("会议", "meetings.index", "/meetings", "/batches", "/packs"),
    _section("调度单", "tickets.index", "/tickets"),
    _section("问责", "accountability.index", "/accountability"),
    _section("历史", "papers.index", "/papers"),
    _section("模板", "templates.index", "/templates"),
    _section("单位报送", "returns.index", "/returns", any_of=frozenset({May.SEND_RETURN})),
    _section(
        "管理", "admin.index", "/admin", any_of=frozenset({May.MANAGE_ACCOUNTS, May.SET_UP, May.READ_AUDIT, May.BACKUP})
    ),
)


def sections_of(who: Who, endpoints: object) -> list[Section]:
    """The sections somebody may use, of those that ``endpoints`` (a container of their names) has."""
    return [each for each in SECTIONS if each.endpoint in endpoints and each.is_for(who)]  # type: ignore[operator]
