"""Mutated files of every kind, each read, checked and given back: ``python -m tests.adapters.fuzz --count 2500``.

Every outcome is a reading with its copy, or one sentence. Anything else (another exception, more than ten seconds of
the processor) is a failure, and the file is kept for looking at.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from data_adapters import SourceError, as_json, read_bytes
from data_adapters.marked import marked_copy
from service.figures import check
from tests.adapters.building import parse, rezipped
from tests.adapters.containers.made import FILES
from tests.adapters.containers.test_kinds import GIVEN

MOST_SECONDS: Final = 10
_CASES: Final = Path(__file__).parent / "cases"
_PIECES: Final = (b"<", b'"', b"/>", b"999999999", b"<!--", b"&#0;", b"\0", b"\xff", b",", b"\n", b"{", b"]", b"-1")
_WORDS: Final = (b"UTF-9", b"UTF-16", b"XFD1048576", b"1e999", b"-1", b"", b"A1:XFD9", b"true", b"http://x/y")


def sources() -> list[tuple[str, bytes]]:
    """Sound files of every kind, by the name they are given."""
    found = [(f"台账.{kind.value}", data) for kind, data in GIVEN.items()]
    found += [(f"隐藏.{ending}", (FILES / f"隐藏行列.{ending}").read_bytes()) for ending in ("xls", "ods")]
    for case in sorted(_CASES.glob("*.case"))[::6]:
        source = parse(case.read_text(encoding="utf-8"))
        found.append((source.file, source.data()))
    return found


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The file bent in one of the ways that suit its kind."""
    ways: list[Callable[[bytes, random.Random], bytes]] = [_flipped, _cut]
    if data.startswith(b"PK"):
        ways = [_part, _part, _part, _lost_part, _renamed_part, _flipped, _cut]
    return rng.choice(ways)(data, rng)


def _flipped(data: bytes, rng: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(found) or 1)
        piece = rng.choice([*_PIECES, bytes([rng.randrange(256)])])
        found[at : at + rng.choice([0, len(piece)])] = piece
    return bytes(found)


def _cut(data: bytes, rng: random.Random) -> bytes:
    start, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return rng.choice([data[:start], data[:start] + data[end:], data[:end] + data[start:]])


def _part(data: bytes, rng: random.Random) -> bytes:
    """One part of a package flipped, cut, or one of its attributes given another word."""
    try:
        name = rng.choice(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, IndexError):
        return _flipped(data, rng)
    return rezipped(data, {name: lambda content: rng.choice([_flipped, _cut, _worded])(content, rng)})


def _worded(content: bytes, rng: random.Random) -> bytes:
    pieces = content.split(b'"')
    if len(pieces) > 2:
        pieces[rng.randrange(1, len(pieces), 2)] = rng.choice(_WORDS)
    return b'"'.join(pieces)


def _lost_part(data: bytes, rng: random.Random) -> bytes:
    return _repacked(data, rng, lambda _: None)


def _renamed_part(data: bytes, rng: random.Random) -> bytes:
    return _repacked(data, rng, lambda name: rng.choice(["../x", name.upper(), f"/{name}", "xl/workbook.xml"]))


def _repacked(data: bytes, rng: random.Random, rename: Callable[[str], str | None]) -> bytes:
    """The package with one part under another name, or left out where that is None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        odd = rng.choice(old.namelist())
        for name in old.namelist():
            kept = rename(name) if name == odd else name
            if kept and kept not in new.namelist():
                new.writestr(kept, old.read(name))
    return out.getvalue()


def outcome(name: str, data: bytes) -> str:
    """What came of a file: "records", "sentence", or what went wrong after "failed: "."""
    started = _worked()
    try:
        reading = read_bytes(data, name)
        as_json(reading)
        questions = [(item.addresses, str(item)) for item in check(reading)]
        marked_copy(data, name, reading.problems, questions)
        found = "records"
    except SourceError as refusal:
        found = "sentence" if _is_sentence(str(refusal)) else f"failed: {refusal!r}"
    except Exception:  # noqa: BLE001 - whatever else comes out is what is looked for
        found = f"failed: {traceback.format_exc()}"
    took = _worked() - started
    return found if took < MOST_SECONDS or found.startswith("failed") else f"failed: took {took:.0f} seconds"


def _worked() -> float:
    """Seconds of the processor spent here and by children that ended: whatever else the machine does."""
    return sum(os.times()[:4])


def _is_sentence(said: str) -> bool:
    """Whether it is one; that the time for reading ran out means that something hung."""
    return "“" in said and not any(word in said for word in ("\n", "Error", "还没有读完"))


def run(count: int, seed: int, folder: Path | None = None) -> Counter[str]:
    """How often each outcome came of ``count`` mutated files; those that failed are kept in ``folder``."""
    rng = random.Random(seed)
    files = sources()
    found: Counter[str] = Counter()
    for number in range(count):
        name, data = rng.choice(files)
        bent = mutated(data, rng)
        said = outcome(name, bent)
        found[said if said.startswith("failed") else f"{Path(name).suffix} {said}"] += 1
        if folder and said.startswith("failed"):
            (folder / f"{seed}-{number}-{name}").write_bytes(bent)
    return found


def main() -> int:
    """Run and report; 1 where anything failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="huicai-fuzz-"))
    found = run(given.count, given.seed, folder)
    failed = sum(number for said, number in found.items() if said.startswith("failed"))
    lines = [f"{number:6} {said}" for said, number in sorted(found.items())]
    sys.stdout.write("\n".join([*lines, f"{failed} of {given.count} failed; kept in {folder}", ""]))
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
