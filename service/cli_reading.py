"""The options of ``huicai read`` that say what columns mean, and what they do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from data_adapters import Reading
from data_adapters.mapping import Mapping, answers_for
from data_adapters.mapping_file import load_mapping
from service import config
from service.errors import SettingsError
from service.mappings import remember, remembered

_FILE = click.Path(path_type=Path)
_KEEP = "记住 --map 里的指定，同样表头的表以后照此读取"


def mapping_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--map FILE`` (as ``map_file``) and ``--remember`` (as ``keep``)."""
    command = click.option("--remember", "keep", is_flag=True, help=_KEEP)(command)
    return click.option("--map", "map_file", type=_FILE, help="表头对照文件（TOML），说明哪一列是什么")(command)


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
