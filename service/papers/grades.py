"""份号, 密级和保密期限, 紧急程度 of a paper, as its meeting file gives them (GB/T 9704-2012, 7.2.1 to 7.2.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from data_adapters.patterns import regex
from service.errors import SettingsError

URGENCIES: Final = ("特急", "加急")
_SECRECY: Final = regex(r"(?:绝密|机密|秘密)(?:★(?:[1-9]\d?年|[1-9]\d?个月|长期))?")
_COPY_NUMBER: Final = regex(r"\d{6}")


@dataclass(frozen=True, slots=True)
class Grades:
    """The three texts as printed; empty where a paper bears none, which is the rule."""

    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""

    def __post_init__(self) -> None:
        """Raises :class:`SettingsError` for what an official paper may not bear, in one sentence that names the key."""
        if self.urgency and self.urgency not in URGENCIES:
            raise SettingsError(f"紧急程度（urgency）写的是“{self.urgency}”，公文只用“特急”或“加急”，请改正")
        if self.secrecy and not _SECRECY.fullmatch(self.secrecy):
            raise SettingsError(f"密级（secrecy）写的是“{self.secrecy}”，请写成“秘密★1年”这样，密级和期限之间用★")
        if self.copy_number and not _COPY_NUMBER.fullmatch(self.copy_number):
            raise SettingsError(f"份号（copy_number）写的是“{self.copy_number}”，应为6位数字，如 000001")
        if self.secrecy and not self.copy_number:
            raise SettingsError("写了密级（secrecy）的公文要标注份号，请补上 copy_number，如 000001")

    def context(self) -> dict[str, str]:
        """The record a template reads."""
        return {"份号": self.copy_number, "密级": self.secrecy, "紧急程度": self.urgency}


NO_GRADES: Final = Grades()
GRADE_KEYS: Final = frozenset(item.name for item in fields(Grades))


def grades_given(texts: Mapping[str, str], where: str) -> Grades:
    """The grades in a meeting file's table [meeting]. Raises :class:`SettingsError` naming ``where`` they stand."""
    try:
        return Grades(**texts)
    except SettingsError as error:
        raise SettingsError(f"{where} [meeting]：{error}") from error
