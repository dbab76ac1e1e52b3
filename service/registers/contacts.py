"""The address list (通讯录): the units an office writes to, by category, and perhaps a person at each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_adapters.grid import Grid
from service.errors import EntryError, NoEntryError
from service.registers import entries
from service.store.audit import record
from service.store.models_meetings import Contact

HEADS: Final = ("单位", "类别", "联系人", "职务", "电话")
"""The heads of the workbook an office may send in, the fields of an entry in their order."""
_OTHER_HEADS: Final = {
    "单位名称": "单位",
    "单位类别": "类别",
    "姓名": "联系人",
    "联系电话": "电话",
    "手机": "电话",
    "手机号": "电话",
    "手机号码": "电话",
    "办公电话": "电话",
}
_MOST: Final = 5000
_HEAD_ROWS: Final = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list; only the unit must be known."""

    unit: str
    category: str = ""
    person: str = ""
    duty: str = ""
    phone: str = ""


def listed(session: Session) -> Sequence[Contact]:
    """All of it, in the order it was entered."""
    return session.scalars(select(Contact).order_by(Contact.id)).all()


def units(session: Session) -> list[str]:
    """The units, each once, in the order of the list."""
    return list(dict.fromkeys(contact.unit for contact in listed(session)))


def enter(session: Session, wanted: Iterable[Entry], who: str) -> tuple[int, int]:
    """Enter lines; one of the same unit and person is written anew. Gives how many are new, and how many changed.

    Raises :class:`EntryError` for a line that cannot be kept: then none is.
    """
    person = entries.person(who)
    known = {(contact.unit, contact.person): contact for contact in listed(session)}
    made = changed = 0
    for line in wanted:
        values = _checked(line)
        key = (values["unit"], values["person"])
        found = known.get(key)
        if found is None:
            found = known[key] = Contact(**values)
            session.add(found)
            session.flush()  # one by one: the list keeps the order it was given in
            made += 1
        elif any(getattr(found, name) != text for name, text in values.items() if text):
            changed += 1
            for name, text in values.items():
                setattr(found, name, text or getattr(found, name))
    if len(known) > _MOST:
        raise EntryError(f"通讯录最多 {_MOST} 条，加上这些有 {len(known)} 条，请删去不用的")
    if made or changed:
        record(session, person, "登记通讯录", f"新增{made}条，修改{changed}条")
    return made, changed


def _checked(line: Entry) -> dict[str, str]:
    return {
        "unit": entries.text(line.unit, "单位", entries.UNIT, required=True),
        "category": entries.text(line.category, "类别", 100),
        "person": entries.text(line.person, "联系人", 100),
        "duty": entries.text(line.duty, "职务", 100),
        "phone": entries.text(line.phone, "电话", 50),
    }


def remove(session: Session, contact_id: int, who: str) -> Contact:
    """Take a line out. Raises :class:`NoEntryError` where it is not there."""
    found = session.get(Contact, contact_id)
    if found is None:
        raise NoEntryError("通讯录里已经没有这一条")
    session.delete(found)
    record(session, entries.person(who), "删除通讯录", f"{found.unit}{found.person}")
    return found


def entries_of(grids: Sequence[Grid]) -> list[Entry]:
    """The lines of a workbook whose heads are among :data:`HEADS`. Raises :class:`EntryError` where no sheet has 单位
    among its heads, or no line."""
    found = [entry for grid in grids for entry in _lines(grid)]
    if not found:
        raise EntryError(f"没有读到通讯录：表头应有“单位”，还可以有{'、'.join(HEADS[1:])}，每行一个单位或一个人")
    return found


def _lines(grid: Grid) -> Iterable[Entry]:
    for row in range(1, min(_HEAD_ROWS, len(grid.rows)) + 1):
        heads = {_head(grid.text(row, column)): column for column in range(grid.width, 0, -1)}
        if "单位" in heads:
            columns = [heads.get(name, 0) for name in HEADS]
            unit = ""
            for below in range(row + 1, len(grid.rows) + 1):
                texts = [grid.text(grid.top(below, column), column) if column else "" for column in columns]
                unit = texts[0] or unit
                if any(texts) and unit:
                    yield Entry(unit, *texts[1:])
            return


def _head(text: str) -> str:
    plain = "".join(text.split())
    return _OTHER_HEADS.get(plain, plain)
