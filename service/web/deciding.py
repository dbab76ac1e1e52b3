"""Decisions on questions, written down in the register with the upload they were made on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from data_adapters import Reading
from service.errors import HuicaiError
from service.figures import Check, Decision, Outcome, Use, decided
from service.figures.checks.finding import name_of
from service.figures.decisions import USES, Asked, Key
from service.papers.intake import today
from service.registers import deliveries, upload_decisions
from service.registers.deliveries import Delivered
from service.store import Store

USE_WORDS: Final = {Use.PRINTED: "采用表内数", Use.COMPUTED: "采用计算数", Use.LEAVE_OUT: "不计入"}
_LONGEST: Final = 200


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


def kept(store: Store, delivery: Delivered) -> list[Decision]:
    """The decisions on an upload that hold now."""
    with store.read() as session:
        return upload_decisions.in_force(session, delivery.ids)


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


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows whoever decides: the readings, and the questions asked about them."""

    readings: Sequence[Reading]
    asked: Sequence[Check]


def typed_decision(seen: Seen, typed: Mapping[str, str]) -> Decision:
    """What a person decided on one of the questions.

    Raises :class:`DecisionError` where the question is no longer as it was seen or the form is not whole.
    """
    known = Asked(seen.readings, seen.asked)
    found, key = _find(known, typed.get("question", ""))
    use = next((use for use in USES[found.code] if use.name == typed.get("use")), None)
    name, reason = (" ".join(typed.get(field, "").split())[:_LONGEST] for field in ("name", "reason"))
    for value, sentence in ((use, "请选择采用哪个数"), (name, "请填写决定人"), (reason, "请填写理由")):
        if not value:
            raise DecisionError(f"{sentence}，三项都填了才能保存")
    assert use is not None
    code, sheet, _, column = key
    sides, cell = (found.printed, found.computed), str(found.addresses[0])
    return Decision(code, sheet, name_of(known.record(found)), column, use, name, reason, today(), sides, cell)


def decide(store: Store, delivery: Delivered, decision: Decision, seen: Seen, who: str) -> None:
    """Write a decision down. Raises :class:`DecisionError` where the question has one already, SettingsError where two
    contradict each other: then neither is lost and the new one is not kept."""
    with store.write() as session:
        deliveries.found(session, delivery.address, lock=True)
        before = upload_decisions.in_force(session, delivery.ids)
        if first := next((item for item in before if item.key == decision.key and item.seen == decision.seen), None):
            raise DecisionError(f"这个问题已经有决定：{first.words}；没有保存，要改请先撤销它")
        every = [*(item for item in before if item.key != decision.key), decision]
        decided(seen.readings, every, seen.asked)
        upload_decisions.decide(session, delivery.uploads, [decision], who)


def take_back(store: Store, delivery: Delivered, decision: str, who: str) -> bool:
    """Let one decision hold no more; False where none of this id does."""
    with store.write() as session:
        deliveries.found(session, delivery.address, lock=True)
        held = upload_decisions.in_force(session, delivery.ids)
        found = next((item for item in held if _of(item) == decision), None)
        if found:
            upload_decisions.take_back(session, delivery.uploads, found, who)
    return found is not None


def _find(known: Asked, question: str) -> tuple[Check, Key]:
    for key, checks in known.by_key.items():
        if len(checks) == 1 and _id(*key, checks[0].printed, checks[0].computed) == question:
            return checks[0], key
    raise DecisionError("这个问题的数已经变了，没有保存，请重新看一遍再决定")


def _of(decision: Decision) -> str:
    return _id(*decision.key, *decision.seen)


def _id(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]
