"""The office's own facts, the same for all its papers: who issues them, and what its name does not tell.

They stand in ``office.toml`` in the data home; a meeting file may state others for its own papers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from service.config import Settings, file_bytes, toml_table
from service.errors import SettingsError
from service.files import ensure_folder, write_whole
from service.papers.authority import authority
from service.papers.authority_rules import OTHERS
from service.papers.bodies import LEVELS
from service.papers.sections import Section, refuse_unknown

FILE: Final = "office.toml"
_EXAMPLE: Final = "docs/registers.md 有样例"


class Issuer(NamedTuple):
    """The office that issues the papers (发文机关).

    ``short`` is its 机关代字, e.g. 安重办; ``basis`` the clause of the rules its accountability notices stand on.
    ``kind`` (``authority.toml``) and ``level`` (省, 市, 县, 乡) are what its name does not tell rightly, else empty.
    """

    name: str
    short: str = ""
    contact: str = ""
    phone: str = ""
    copy_to: tuple[str, ...] = ()
    supervisors: str = ""
    basis: str = ""
    kind: str = ""
    level: str = ""


class Office(NamedTuple):
    """The issuer, and what its papers take from it: whose leave they say they have, what accountability notices impose
    or propose, whom circulars go to, and the kinds of bodies stated by name."""

    issuer: Issuer
    kinds: tuple[tuple[str, str], ...] = ()
    approved_by: str = ""
    measures: tuple[str, ...] = ()
    bulletin_addressees: str = ""


_ISSUER_KEYS: Final = frozenset(Issuer._fields)
_OFFICE_KEYS: Final = frozenset({"approved_by", "measures", "bulletin_addressees"})


def office_of(settings: Settings) -> Office:
    """The office's facts. Raises :class:`SettingsError` where the file is faulty, or absent: then it says so."""
    found = office_if_any(settings)
    if found is None:
        raise SettingsError(
            f"还没有填写本单位的发文信息，不知道材料以谁的名义发：请在“{settings.home}”里建 {FILE}，"
            f"写明单位全称、机关代字、联系人和电话（{_EXAMPLE}）"
        )
    return found


def office_if_any(settings: Settings) -> Office | None:
    """The office's facts, None where nobody has written them down. Raises :class:`SettingsError` for a faulty file."""
    path = settings.home / FILE
    if not path.is_file():
        return None
    what = f"发文信息“{path}”"
    return office_from(toml_table(file_bytes(path, what), what), FILE)


def as_written(settings: Settings) -> bytes:
    """The file as it stands, nothing where there is none: for whoever keeps what was made by it."""
    path = settings.home / FILE
    return path.read_bytes() if path.is_file() else b""


def office_from(table: Mapping[str, Any], where: str) -> Office:
    """The facts from the tables of the file, or of a form. Raises :class:`SettingsError` naming the key at fault."""
    refuse_unknown(table, frozenset({"issuer", "office", "kinds"}), where)
    more = Section({"office": table.get("office", {})}, "office", _OFFICE_KEYS, where)
    return Office(
        issuer=issuer_from(table, where),
        kinds=kinds_from(table, where),
        approved_by=more.text("approved_by"),
        measures=more.texts("measures"),
        bulletin_addressees=more.text("bulletin_addressees"),
    )


def write_office(settings: Settings, table: Mapping[str, Any]) -> Office:
    """Write the facts of these tables down, whole or not at all; gives them as they will be read.

    Raises :class:`SettingsError` for a table that could not be read back, and OutputError as files do.
    """
    found = office_from(table, FILE)
    ensure_folder(settings.home)
    write_whole(settings.home / FILE, "\n".join(_lines(table)).encode())
    return found


def missing(office: Office) -> list[str]:
    """What papers will show as a gap for want of it, in words; [] where the facts are whole."""
    issuer = office.issuer
    wanted = (
        (issuer.short, "机关代字（short）"),
        (issuer.contact, "联系人（contact）"),
        (issuer.phone, "联系电话（phone）"),
        (issuer.basis, "通报、问责依据的规定和条款（basis）"),
        (office.bulletin_addressees, "通报的主送机关（bulletin_addressees）"),
    )
    return [label for text, label in wanted if not text]


def _lines(table: Mapping[str, Any]) -> Iterator[str]:
    """The file's lines. What a form left empty is left out."""
    for name in ("issuer", "office", "kinds"):
        yield f"[{name}]"
        for key, value in dict(table.get(name, {})).items():
            if value:
                plain = key if key.isascii() and key.isidentifier() else _quoted(key)
                yield f"{plain} = {_quoted(value) if isinstance(value, str) else _array(value)}"
        yield ""


def _array(value: Any) -> str:
    return f"[{', '.join(map(_quoted, value))}]"


def _quoted(text: str) -> str:
    """Text as TOML writes it: JSON's escapes, and one more sign that TOML does not allow bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def issuer_from(table: Mapping[str, Any], where: str) -> Issuer:
    """The issuer of the table [issuer]. Raises :class:`SettingsError`."""
    issuer = Section(table, "issuer", _ISSUER_KEYS, where)
    return Issuer(
        name=issuer.text("name", required=True),
        short=issuer.text("short"),
        contact=issuer.text("contact"),
        phone=issuer.text("phone"),
        copy_to=issuer.texts("copy_to"),
        supervisors=issuer.text("supervisors"),
        basis=issuer.text("basis"),
        kind=issuer.choice("kind", _kind_names()),
        level=issuer.choice("level", tuple(LEVELS)),
    )


def kinds_from(table: Mapping[str, Any], where: str) -> tuple[tuple[str, str], ...]:
    """Kinds of bodies stated by name: the table [kinds], e.g. "鹿鸣片区" = "乡镇"."""
    if "kinds" not in table:
        return ()
    if not isinstance(table["kinds"], dict):
        raise SettingsError(f'{where}：[kinds] 应写成一个单位一行，如 "鹿鸣片区" = "乡镇"')
    section = Section(table, "kinds", frozenset(table["kinds"]), where)
    return tuple((name, section.choice(name, _kind_names())) for name in section.table)


def _kind_names() -> tuple[str, ...]:
    return (*(kind.name for kind in authority().kinds), OTHERS)
