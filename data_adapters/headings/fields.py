"""The fields of the domain as ``headings.toml`` lists them, and the table from synonyms to fields."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from data_adapters.headings.texts import keys, loose_key
from data_adapters.patterns import regex

_CHOICE = regex(r"\{([^}]*)\}")


class Field(NamedTuple):
    """One field of the domain: its id, canonical Chinese label, type and synonyms.

    The type is text, amount, percent, date, period (a span of years) or count.
    """

    id: str
    label: str
    type: str
    synonyms: tuple[str, ...]


@cache
def fields() -> dict[str, Field]:
    """All fields by id, in the order of ``headings.toml``; ``{a|b}`` in a synonym is written out."""
    table = tomllib.loads((Path(__file__).parent.parent / "headings.toml").read_text(encoding="utf-8"))
    return {
        name: Field(
            name,
            entry["label"],
            entry.get("type", "text"),
            tuple(dict.fromkeys(text for synonym in entry["synonyms"].split() for text in _written_out(synonym))),
        )
        for name, entry in table.items()
    }


def _written_out(synonym: str) -> Iterator[str]:
    """Every text a synonym stands for: "{甲|乙}丙" is 甲丙 and 乙丙."""
    if "{" not in synonym:
        return iter((synonym,))
    parts = _CHOICE.split(synonym)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return ("".join(choice) for choice in itertools.product(*choices))


@cache
def synonyms() -> dict[str, str]:
    """Field ids by the key of each synonym and label."""
    with_brackets = bracketed()
    found = dict(zip(keys([*with_brackets]), with_brackets.values(), strict=True))
    for name, texts in _texts():
        found.update(dict.fromkeys(keys([text for text in texts if "(" not in text]), name))
    return found


@cache
def bracketed() -> dict[str, str]:
    """Field ids by the synonyms with brackets, as they stand: "责任人(职务)" is a person, "责任人职务" a post."""
    return {text: name for name, texts in _texts() for text in texts if "(" in text}


def _texts() -> Iterator[tuple[str, tuple[str, ...]]]:
    return ((field.id, (field.label, *field.synonyms)) for field in fields().values())


def loosely(text: str) -> str:
    """The field of a key by its loose form; "" where that would stand for two fields, or for none."""
    loose = loose_key(text)
    whole, shortened = synonyms().get(loose), _shortened().get(loose)
    if shortened is None:
        return whole or ""
    return shortened if whole in (None, shortened) else ""


@cache
def _shortened() -> dict[str, str]:
    """Field ids by the loose keys of those synonyms that lose something by it; "" for what would stand for two."""
    texts = synonyms()
    found: dict[str, str] = {}
    for loose, (text, name) in zip(loose_key("\n".join(texts)).split("\n"), texts.items(), strict=True):
        if loose != text:
            found[loose] = name if found.get(loose, name) == name else ""
    return found
