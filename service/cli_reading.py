"""``huicai read``: what was understood of a ledger, what its columns mean, and its copy with the problems marked."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from data_adapters import Begun, Mapping, Reading, Severity, as_json, read_query
from data_adapters.mapping import answers_for
from data_adapters.mapping_file import load_mapping
from service import config
from service.errors import SettingsError
from service.figures import Decision, check
from service.figures.decision_file import load_decisions
from service.mappings import remember, remembered
from service.terminal import say

_FILE = click.Path(path_type=Path)
_KEEP = "记住 --map 里的指定，同样表头的表以后照此读取"


@click.command(name="read")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json_text", is_flag=True, help="输出 JSON")
@click.option("--map", "map_file", type=_FILE, help="表头对照文件（TOML），说明哪一列是什么")
@click.option("--remember", "keep", is_flag=True, help=_KEEP)
@click.option("--marked", is_flag=True, help="另存标注本：问题写成批注、标上颜色，并附问题清单")
@click.option("--out", type=_FILE, help="标注本放到哪里，默认与原文件在一起")
def read_command(*, file: Path, as_json_text: bool, map_file: Path | None, keep: bool, **copy: Any) -> int:
    """读一个台账文件，说明读懂了什么、哪里有问题。"""
    if copy["out"] and not copy["marked"]:
        raise SettingsError("--out 要同时用 --marked，请补上后重试")
    home = config.load().home
    mapping, fault = mapping_for(map_file, home, keep)
    reading = open_ledger(file, mapping)
    if as_json_text:
        say(as_json(reading))
    else:
        from service.console_reading import reading_lines  # noqa: PLC0415 - reading for papers is done without

        say(reading_lines(reading, mapping))
    if keep:
        click.echo(f"已记住 {remember_for(reading, mapping, home)} 列的含义", err=as_json_text)
    if copy["marked"]:
        from data_adapters.marked import save_marked  # noqa: PLC0415 - as above

        questions = [(item.addresses, str(item)) for item in check(reading)]
        path = save_marked(file, copy["out"], reading.problems, questions)
        click.echo(f"标注本在 {path}", err=as_json_text)
    if fault:
        click.echo(fault, err=True)
    return int(bool(fault) or any(problem.severity is not Severity.NOTE for problem in reading.problems))


def known_mapping() -> Mapping:
    """What people said columns mean so far. Raises ``OutputError`` where the file cannot be read."""
    return remembered(config.load().home).mapping


def open_ledgers(paths: Sequence[Path]) -> list[Reading]:
    """Read ledgers in the light of what was remembered. Raises ``SourceError`` at the first that cannot be read."""
    return [reading for reading, _ in open_each(paths)]


def open_each(paths: Sequence[Path], first: Begun | None = None) -> list[tuple[Reading, str]]:
    """The same, each with the SHA-256 sum of what was read, ``first`` being the first of them where it is being read
    already."""
    mapping = known_mapping()
    begun = [(first.read(mapping), first.sha256)] if first else []
    return [*begun, *(_opened(path, mapping) for path in paths[len(begun) :])]


def open_ledger(path: Path, mapping: Mapping) -> Reading:
    """Read a ledger: a file, or the database that a .toml file names by ``url`` and ``query``."""
    return _opened(path, mapping)[0]


def _opened(path: Path, mapping: Mapping) -> tuple[Reading, str]:
    if path.suffix.lower() == ".toml":
        data = config.file_bytes(path, f"数据源文件“{path}”")
        return _queried(data, path.name, mapping), hashlib.sha256(data).hexdigest()
    with closing(Begun.of_file(path)) as begun:
        return begun.read(mapping), begun.sha256


def _queried(data: bytes, name: str, mapping: Mapping) -> Reading:
    try:
        source = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"数据源文件“{name}”不合 TOML 格式，请改正后重试") from error
    url, query = source.get("url"), source.get("query")
    if not isinstance(url, str) or not isinstance(query, str) or len(source) != len(("url", "query")):
        raise SettingsError(f"数据源文件“{name}”应只有 url 和 query 两项文字，请改正后重试")
    return read_query(url, query, mapping)


def mapping_for(map_file: Path | None, home: Path, keep: bool = False) -> tuple[Mapping, str]:
    """The mapping to read with (the file's answers first, then the remembered ones), and a sentence or "".

    Raises :class:`SettingsError` or ``SourceError`` where the file cannot be used.
    """
    if keep and not map_file:
        raise SettingsError("--remember 要同时用 --map 给出表头对照文件，请补上后重试")
    known = remembered(home)
    if not map_file:
        return known.mapping, known.fault
    data = config.file_bytes(map_file, f"表头对照文件“{map_file}”")
    return load_mapping(data, map_file.name).over(known.mapping), known.fault


def remember_for(reading: Reading, mapping: Mapping, home: Path) -> int:
    """Keep the answers that were used on a reading's sheets; gives how many columns. Raises ``OutputError``."""
    kept = 0
    for sheet in reading.sheets:
        if answers := answers_for(sheet.layout, Mapping(mapping.anywhere, mapping.by_shape)):
            remember(home, sheet.layout, answers)
            kept += len(answers)
    return kept


def given_decisions(path: Path | None, to_ask: Path | None = None) -> list[Decision]:
    """The decisions of a file somebody named, and those in the file the questions go to, where it is there already."""
    found = load_decisions(path) if path else []
    known = {decision.key for decision in found}
    more = load_decisions(to_ask) if to_ask and to_ask.exists() else []
    return [*found, *(decision for decision in more if decision.key not in known)]
