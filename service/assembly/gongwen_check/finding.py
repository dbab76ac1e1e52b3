"""What the check says of a document: a finding with its place, the rule's clause and the cure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from service.assembly.gongwen_check.reading.model import Paragraph
from service.assembly.gongwen_check.reading.places import Place


class Severity(StrEnum):
    """``error``: against the standard or a contradiction; ``warning``: to be looked at; ``note``: to be known."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its code, where, what, the clause or source of the rule, and what to do about it."""

    code: str
    place: Place
    what: str
    clause: str
    cure: str
    severity: Severity
    repairable: bool

    def __str__(self) -> str:
        return f"{self.place}：{self.what}（{self.clause}）；{self.cure}"


@dataclass(frozen=True, slots=True)
class TextFix:
    """Replace the characters from ``start`` to ``end`` of a paragraph's text by ``new``."""

    paragraph: Paragraph
    start: int
    end: int
    new: str


#: A repair: of some characters, or a change of the document's XML that may be made twice without harm.
Fix = TextFix | Callable[[], None]


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule yields: a finding without what the profile says of its code, and how to repair it, if it can be."""

    code: str
    place: Place
    what: str
    cure: str
    fix: Fix | None = None
