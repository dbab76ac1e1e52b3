"""The role of every row below a header."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from data_adapters.layout import labels as label
from data_adapters.layout.area import Area, is_filled, plain
from data_adapters.layout.leads import Leads
from data_adapters.layout.model import OF_WHICH_LEVEL, Role
from data_adapters.layout.sums import sums_below

_LONGEST_HEADING: Final = 30


@dataclass(slots=True)
class Roles:
    """What :func:`read_roles` finds: see the fields of the same names of a layout."""

    roles: dict[int, Role] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    continued: dict[int, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)


def read_roles(area: Area, leads: Leads, plainly: list[bool], repeated: set[int]) -> Roles:
    """The role of each visible row of ``area``, the level of group rows, and what continued rows belong to.

    ``plainly`` tells which rows are data without a look, ``repeated`` which are the header printed again.
    """
    wide = {(r0, c0) for r0, c0, _, c1 in area.grid.merges if c1 - c0 >= 2}
    judge = _Judge(area, leads, leads.seq > 0 and any(plainly), wide)
    out = Roles(dict.fromkeys(area.rows(), Role.DATA))
    for row, top in _merged_down(area, leads.key):
        if row in out.roles and not plainly[row - area.first_row]:
            out.continued[row] = top
            out.roles[row] = Role.CONTINUED
    special = [row for row, sure in enumerate(plainly, area.first_row) if not sure and row in out.roles]
    for row in special:
        if row in repeated:
            out.roles[row] = Role.REPEATED
        elif row not in out.continued:
            judge.settle(row, out)
    return out


def _merged_down(area: Area, column: int) -> list[tuple[int, int]]:
    """The rows whose cell of a column is merged into one above, with the row of that one."""
    merges = [m for m in area.grid.merges if m[1] == column and m[2] > m[0] >= area.first_row]
    return [(row, r0) for r0, _, r1, _ in merges for row in range(r0 + 1, min(r1, area.last_row) + 1)]


@dataclass(slots=True)
class _Judge:
    """Looks closely at the rows that are not plainly data, from the first to the last."""

    area: Area
    leads: Leads
    numbers: bool  # whether other rows are plainly numbered data
    wide: set[tuple[int, int]]  # the cells that are merged across
    noted: bool = False
    after: tuple[int, int] = (0, -1)  # row and level of the last total

    def settle(self, row: int, out: Roles) -> None:
        """Write down the role of one row."""
        cells = self.area.cells(row)
        role, level = self._role(row, cells)
        if role is Role.DATA and (project := self._project_above(row, out)):
            out.continued[row] = project
            role = Role.CONTINUED
        if role is Role.TOTAL:
            self.after = (row, level)
        self.noted = self.noted or role is Role.NOTE
        out.roles[row] = role
        if role in (Role.GROUP, Role.TOTAL):
            out.levels[row] = level
            out.labels[row] = self._label(row)

    def _label(self, row: int) -> str:
        """The text of a group or total: number and name, else what stands left of the name, without blanks."""
        leads, grid = self.leads, self.area.grid
        parts = ["".join(grid.text(row, column).split()) for column in dict.fromkeys((leads.seq, leads.name))]
        parts = [part for part in parts if part]
        if not parts:
            return next(("".join(text.split()) for column in leads.labels if (text := grid.text(row, column))), "")
        bare = len(parts) > 1 and label.is_bare_numeral(parts[0]) and parts[0][0] not in "(（"
        return ("、" if bare else "").join(parts)  # "一" in the number column and "工业" in the next are "一、工业"

    def _role(self, row: int, cells: list[tuple[int, str]]) -> tuple[Role, int]:
        if not cells:
            return Role.BLANK, 0
        if label.is_note(cells[0][1]) or (len(cells) == 1 and label.is_footnote(cells[0][1])):
            return Role.NOTE, 0
        labels = [plain(self.area.grid.text(row, column)) for column in self.leads.labels]
        if label.is_total(labels) and not self._is_numbered_project(row):
            return Role.TOTAL, 0
        role, level = self._group_or_data(row, labels)
        if role is Role.DATA and len(cells) == 1:
            return self._lone(row, *cells[0])
        return role, level

    def _group_or_data(self, row: int, labels: list[str]) -> tuple[Role, int]:
        if self._has_details(row):
            level = label.group_level(labels)
            heads = level and not label.is_numbered(labels[0]) and self._heads(row, labels)
            return (Role.GROUP, level) if heads else (Role.DATA, 0)
        role, level = label.sum_row(labels)
        if role is not Role.DATA:
            return role, level
        name = self.area.grid.text(row, self.leads.name)
        bare = not self._number(row) if self.leads.seq else not name
        if bare and any(map(label.is_counted, [name] if name else labels)):
            before, above = self.after
            follows = before == row - 1 and (above == OF_WHICH_LEVEL or (above == 0 and self._is_counted(row + 1)))
            return (Role.TOTAL, OF_WHICH_LEVEL) if follows else (Role.GROUP, label.COUNTED_LEVEL)
        if any(map(label.is_dotted, labels)) and self.leads.details and self._begins(row, dotted=False):
            return Role.GROUP, label.DOTTED_LEVEL
        return (Role.GROUP, label.COUNTED_LEVEL) if self._is_bare_group(row) else (role, level)

    def _heads(self, row: int, labels: list[str]) -> bool:
        """Whether a label with a numeral heads a group though other texts stand beside it, such as its leader."""
        if label.has_count(labels):
            return True
        alone = not self.area.grid.text(row, self.leads.name)
        return bool(self.leads.seq and self._number(row)) and (self.numbers or alone) and self._begins(row)

    def _is_bare_group(self, row: int) -> bool:
        """Whether a row with a name alone, or with sums but no number and no words beside it, heads the rows below.

        It is told by its place above numbered rows; where nothing else tells it from a project, by its sums.
        """
        leads = self.leads
        number, name = self._number(row), self.area.grid.text(row, leads.name)
        beside = number and not name and not label.is_numbered(number)  # the name stands in the number column
        if not (beside or (name and not number)) or not self._begins(row):
            return False
        if not any(is_filled(self.area.grid.value(row, column)) for column in leads.amounts):
            return self.numbers and len(self.area.cells(row)) == 1
        return bool(leads.seq and leads.details) or sums_below(self.area, row, leads.amounts)

    def _begins(self, row: int, dotted: bool = True) -> bool:
        """Whether a row of a record follows, or if not ``dotted`` one that is not numbered as this is."""
        following = next((r for r in range(row + 1, self.area.last_row + 1) if self.area.cells(r)), 0)
        name = plain(self.area.grid.text(following, self.leads.name))
        if not name or (self.leads.details and not self._has_details(following)):
            return False
        if not dotted and label.is_dotted(name):
            return False
        return not self.leads.seq or label.is_numbered(self._number(following))

    def _project_above(self, row: int, out: Roles) -> int:
        """The row of the project a row is a part of, or 0: that one is a sum, this has no number and no name."""
        leads, grid = self.leads, self.area.grid
        above = out.continued.get(row - 1, row - 1)
        if leads.holds != "projects" or out.roles.get(above) is not Role.DATA or not self._has_details(row):
            return 0
        if self._number(row) or grid.text(row, leads.name):
            return 0
        summed = any(plain(grid.text(above, column)) in ("合计", "小计") for column in leads.details)
        return above if summed else 0

    def _is_numbered_project(self, row: int) -> bool:
        return self.leads.seq > 0 and label.is_numbered(self._number(row)) and self._has_details(row)

    def _lone(self, row: int, column: int, text: str) -> tuple[Role, int]:
        """What a row with a single text is: what stands apart from the names heads the rows below, or is a remark."""
        leads = self.leads
        before = column == leads.seq or (column < leads.name and column in leads.labels)
        apart = (row, column) in self.wide or (before and not label.is_numbered(text))
        if apart and not self.noted and len(text) <= _LONGEST_HEADING and self._begins(row):
            return Role.GROUP, label.COUNTED_LEVEL
        remark = apart or self.noted or column not in leads.labels
        return (Role.NOTE if remark or (column != leads.name and len(text) > 12) else Role.DATA), 0

    def _is_counted(self, row: int) -> bool:
        name = self.area.grid.text(row, self.leads.name) or self.area.grid.text(row, self.leads.labels[0])
        return not self._number(row) and not self._has_details(row) and label.is_counted(name)

    def _number(self, row: int) -> str:
        return self.area.grid.text(row, self.leads.seq)

    def _has_details(self, row: int) -> bool:
        """Whether a row has texts beside its label; what stands left of a blank name may be that label."""
        leads, grid = self.leads, self.area.grid
        columns = leads.details if grid.text(row, leads.name) else set(leads.details).difference(leads.labels)
        return any(is_filled(grid.value(row, column)) for column in columns)
