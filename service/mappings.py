"""What people said columns mean, remembered in the data home for sheets of the same shape.

One TOML file, written whole under a lock, so that two processes lose nothing of each other's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Table
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from data_adapters.layout import Layout
from data_adapters.mapping import Answer, Mapping, paths, shape
from data_adapters.mapping_file import dump_mapping, load_remembered
from data_adapters.problems import SourceError
from service.errors import OutputError
from service.files import cause_of, ensure_folder, lock, write_whole

FILE = "mappings.toml"


class Remembered(NamedTuple):
    """What is remembered; ``fault`` is a sentence where the file was damaged and put aside, "" otherwise."""

    mapping: Mapping
    fault: str = ""


def remembered(home: Path) -> Remembered:
    """What people said so far. A damaged file is put aside, never deleted, and said. Raises :class:`OutputError`."""
    try:
        return _read(home)
    except SourceError:
        with _locked(home):  # it may have been mended or put aside meanwhile
            return _read_or_put_aside(home)


def remember(home: Path, layout: Layout, answers: Table[int, Answer]) -> Remembered:
    """Keep answers by column number for sheets of this shape; gives all that is kept. Raises :class:`OutputError`.

    What was said before of other columns of the shape stays.
    """
    named = paths(layout)
    said = {named[index]: answer for index, answer in answers.items()}
    shaped = shape(layout)
    return _change(home, lambda kept: {**kept, shaped: {**kept.get(shaped, {}), **said}} if said else kept)


def forget(home: Path, layout: Layout, columns: tuple[int, ...] = ()) -> Remembered:
    """Drop what was said of some columns of this shape, by default of all; gives what is left. Raises as above."""
    named = paths(layout)
    gone = {named[index] for index in columns or named}

    def without(kept: dict[str, Table[str, Answer]]) -> dict[str, Table[str, Answer]]:
        left = {path: said for path, said in kept.get(shape(layout), {}).items() if path not in gone}
        rest = {other: answers for other, answers in kept.items() if other != shape(layout)}
        return rest | ({shape(layout): left} if left else {})

    return _change(home, without)


_Shapes = dict[str, Table[str, Answer]]


def _change(home: Path, change: Callable[[_Shapes], _Shapes]) -> Remembered:
    with _locked(home):
        before = _read_or_put_aside(home)
        after = Mapping(before.mapping.anywhere, change(dict(before.mapping.by_shape)))
        if after != before.mapping:
            write_whole(home / FILE, dump_mapping(after))
        return Remembered(after, before.fault)


def _read_or_put_aside(home: Path) -> Remembered:
    try:
        return _read(home)
    except SourceError:
        aside = _put_aside(home / FILE)
        fault = f"记住的表头对照“{FILE}”已损坏，改名存为“{aside.name}”，这次没有使用，请重新指定各列，或改正后改回原名"
        return Remembered(Mapping(), fault)


def _read(home: Path) -> Remembered:
    path = home / FILE
    try:
        return Remembered(load_remembered(path.read_bytes(), FILE))
    except (FileNotFoundError, NotADirectoryError):
        return Remembered(Mapping())
    except OSError as error:
        raise OutputError(f"记住的表头对照“{path}”读不了（{cause_of(error)}），请检查文件的权限") from error


def _put_aside(path: Path) -> Path:
    """Rename a file out of the way, to a name not taken yet."""
    names = (path.with_name(f"mappings.damaged-{number}.toml") for number in range(1, 10_000))
    aside = next(name for name in names if not name.exists())
    try:
        path.rename(aside)
    except OSError as error:
        raise OutputError(f"损坏的“{path}”改不了名（{cause_of(error)}），请检查文件夹的权限") from error
    return aside


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    """Keep other processes and threads out until done; a process that is killed leaves no lock behind."""
    ensure_folder(home)
    try:
        with (home / "mappings.lock").open("ab") as stream:
            lock(stream.fileno())
            yield  # closing unlocks
    except OSError as error:
        raise OutputError(f"“{home}”里的锁文件用不了（{cause_of(error)}），请稍后重试，或检查文件夹的权限") from error
