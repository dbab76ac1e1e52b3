"""The rules of who may write what, as ``authority.toml`` states them, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

FORMS: Final = ("不行文", "便函", "信函", "文件")  # from the strictest to the freest
DIRECTIONS: Final = ("下级", "平级", "上级")
LIGHT, PROPOSED, REFUSED = "轻", "建议", "拒绝"
OTHERS: Final = "部门"  # what a body is that no kind describes


class Kind(NamedTuple):
    """A kind of body, told by how its name ends (``endings``, unless it ends in one of ``excepted``)."""

    name: str
    source: str
    endings: tuple[str, ...]
    excepted: tuple[str, ...] = ()

    def fits(self, name: str) -> bool:
        """Whether a body of that name is of this kind."""
        return name.endswith(self.endings) and not (self.excepted and name.endswith(self.excepted))


class Form(NamedTuple):
    """In which form a paper goes, and whether it says by whose leave; an empty condition holds for all."""

    form: str
    leave: bool
    says: str
    source: str
    issuer: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()

    def fits(self, issuer: str, direction: str, addressee: str) -> bool:
        """Whether the rule is for these kinds in this direction."""
        asked = ((self.issuer, issuer), (self.to, direction), (self.addressee, addressee))
        return all(not wanted or given in wanted for wanted, given in asked)


class Measure(NamedTuple):
    """A measure of accountability: which words mean it, and whether an office may take it, propose it, or neither.

    ``exact`` are words too common to mean it in running text.
    """

    name: str
    level: str
    says: str
    source: str
    words: tuple[str, ...]
    exact: tuple[str, ...] = ()


class Term(NamedTuple):
    """A term: ``printed`` is how a paper says it, e.g. 5个工作日."""

    name: str
    number: int
    unit: str
    says: str
    source: str

    @property
    def printed(self) -> str:
        return f"{self.number}{self.unit}"


class Length(NamedTuple):
    """The most characters that the text of some papers should have."""

    name: str
    characters: int
    papers: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class Authority:
    """All rules in force, in the order of the file: of ``kinds`` and ``forms`` the first that fits counts. Equal only
    to itself: the same as long as the file is."""

    kinds: tuple[Kind, ...]
    forms: tuple[Form, ...]
    measures: tuple[Measure, ...]
    terms: Mapping[str, Term]
    lengths: tuple[Length, ...]
    default_measures: tuple[str, ...]
    proposal_words: tuple[str, ...]
