"""Decisions on questions, kept as TOML beside the upload they were made on (docs/decisions-on-figures.md)."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data_adapters import Reading
from service.errors import HuicaiError
from service.figures import Check, Decision, Outcome, Use, decided, load_decisions, save_decisions
from service.figures.checks.finding import name_of
from service.figures.decisions import USES, Asked, Key
from service.papers.intake import today

FILE: Final = "decisions.toml"
USE_WORDS: Final = {Use.PRINTED: "采用表内数", Use.COMPUTED: "采用计算数", Use.LEAVE_OUT: "不计入"}
_LONGEST: Final = 200
# What was kept is read, changed and written again: two who decide at once must not lose each other's.
_deciding = threading.Lock()


class DecisionError(HuicaiError):
    """A decision that cannot be kept, in one sentence."""


@dataclass(frozen=True, slots=True)
class Question:
    """One open question: ``id`` names it with the values it was seen with; ``uses`` are what may be decided, none
    where it is mended in the ledger alone; ``before`` is what was decided when the values were others."""

    id: str
    check: Check
    uses: tuple[Use, ...]
    before: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision that was made, in words, with the id by which it can be taken back."""

    id: str
    words: str
    holds: bool


def path_of(home: Path, reading: str) -> Path:
    """Where the decisions of an upload are kept."""
    return home / "readings" / reading / FILE


def kept(path: Path) -> list[Decision]:
    """The decisions made on an upload. Raises SettingsError where their file is damaged."""
    return load_decisions(path) if path.exists() else []


def content(path: Path) -> bytes | None:
    """The file as it is kept; None where nothing was decided."""
    return path.read_bytes() if path.exists() else None


def open_questions(readings: Sequence[Reading], outcome: Outcome, decisions: Iterable[Decision]) -> list[Question]:
    """The questions nobody has settled, each with what may be decided on it."""
    asked, before = Asked(readings, outcome.open), {item.key: item for item in decisions}
    found = []
    for number, check in enumerate(outcome.open):
        key = asked.key(check)
        one = key is not None and len(asked.by_key[key]) == 1
        old = before.get(key) if key else None
        words = f"{old.seen[0]}，{old.seen[1]}时：{old.words}" if old else ""
        name = _id(*key, check.printed, check.computed) if key and one else f"q{number}"
        found.append(Question(name, check, USES[check.code] if one else (), words))
    return found


def made(outcome: Outcome, decisions: Sequence[Decision]) -> list[Kept]:
    """What became of each decision: it holds, or why not."""
    return [Kept(_of(item), note, item.words in note) for item, note in zip(decisions, outcome.notes, strict=True)]


def decide(path: Path, readings: Sequence[Reading], asked: Sequence[Check], typed: Mapping[str, str]) -> Decision:
    """Keep what a person decided on one of the questions ``asked``.

    Raises :class:`DecisionError` where the question is no longer as it was seen or the form is not whole,
    SettingsError or OutputError.
    """
    known = Asked(readings, asked)
    found, key = _find(known, typed.get("question", ""))
    use = next((use for use in USES[found.code] if use.name == typed.get("use")), None)
    name, reason = (" ".join(typed.get(field, "").split())[:_LONGEST] for field in ("name", "reason"))
    for value, sentence in ((use, "请选择采用哪个数"), (name, "请填写决定人"), (reason, "请填写理由")):
        if not value:
            raise DecisionError(f"{sentence}，三项都填了才能保存")
    assert use is not None
    code, sheet, _, column = key
    seen, cell = (found.printed, found.computed), str(found.addresses[0])
    project = name_of(known.record(found))
    decision = Decision(code, sheet, project, column, use, name, reason, today(), seen, cell)
    with _deciding:
        before = kept(path)
        if first := next((item for item in before if item.key == key and item.seen == seen), None):
            raise DecisionError(f"这个问题已经有决定：{first.words}；没有保存，要改请先撤销它")
        every = [*(item for item in before if item.key != key), decision]
        decided(readings, every, asked)  # two that contradict each other are refused before either is kept
        _keep(path, every)
    return decision


def take_back(path: Path, decision: str) -> bool:
    """Forget one decision; False where there is none of this id (any more)."""
    with _deciding:
        before = kept(path)
        left = [item for item in before if _of(item) != decision]
        if len(left) < len(before):
            _keep(path, left)
    return len(left) < len(before)


def _keep(path: Path, decisions: Sequence[Decision]) -> None:
    # Without open questions: one that is asked again must not push out what was decided for another month's view.
    save_decisions(path, (), decisions, ())


def _find(known: Asked, question: str) -> tuple[Check, Key]:
    for key, checks in known.by_key.items():
        if len(checks) == 1 and _id(*key, checks[0].printed, checks[0].computed) == question:
            return checks[0], key
    raise DecisionError("这个问题的数已经变了，没有保存，请重新看一遍再决定")


def _of(decision: Decision) -> str:
    return _id(*decision.key, *decision.seen)


def _id(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
