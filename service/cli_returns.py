"""``huicai gather``: the workbooks that units sent, brought together under the list of those who should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import click

from data_adapters import Mapping, Reading, SourceError, read_file
from service import config
from service.batches.returns_book import returns_workbook
from service.cli_reading import known_mapping
from service.errors import PaperError, SettingsError
from service.figures.returns import gather_returns
from service.files import ensure_folder, write_whole
from service.returns import decoded, returns_json, units_in
from service.terminal import say
from service.wording import join_list

_FILE: Final = click.Path(path_type=Path)
_TABLES: Final = {".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".csv", ".tsv", ".txt", ".json", ".docx"}


@dataclass(slots=True)
class _Opened:
    """The files that could be read, and those that could not with a sentence."""

    readings: list[Reading] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)


@click.command(name="gather")
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--units", type=_FILE, required=True, help="应报单位名单：任务单位表，或每行一个单位的文本文件")
@click.option("--out", type=_FILE, help="汇总写到哪个文件，如 汇总.xlsx")
@click.option("--json", "as_json_text", is_flag=True, help="输出 JSON")
def gather_command(files: tuple[Path, ...], units: Path, out: Path | None, as_json_text: bool) -> int:
    """汇总各单位报来的同一种报表（可给文件或文件夹），说明谁报了、谁没报、哪里有问题。"""
    expected = expected_units(units)
    if out and out.resolve() in {path.resolve() for path in (units, *files)}:
        raise SettingsError(f"“{out}”是给出的文件之一，汇总不能写在它上面，请换一个文件名")
    opened = _open(list(_paths(files, {path.resolve() for path in (units, out) if path})), known_mapping())
    if not opened.readings:
        reasons = "；".join(sentence for _, sentence in opened.unreadable)
        raise PaperError(reasons or "没有找到报表文件，请给出各单位报来的文件或它们所在的文件夹")
    gathered = gather_returns(opened.readings, expected)
    if out:
        ensure_folder(out.parent)
        write_whole(out, returns_workbook(gathered))
    found = returns_json(gathered, opened.unreadable)
    say(found if as_json_text else _lines(found, out))
    asked = ("missing", "twice", "strangers", "unreadable", "questions", "problems")
    return int(any(found[key] for key in asked))


def expected_units(path: Path) -> list[str]:
    """The units that should send: those of a 任务单位 table, else the lines of a text file, without their numbers.

    Raises :class:`SettingsError` where there are none.
    """
    units: list[str] = []
    try:
        units = [unit.unit for unit in read_file(path).units]
    except SourceError as error:
        if path.suffix.lower() not in (".txt", ".csv", "") or not path.is_file():
            raise SettingsError(f"应报单位名单读不了：{error}") from error
    if not units and path.suffix.lower() in (".txt", ".csv", ""):
        units = units_in(decoded(config.file_bytes(path, f"应报单位名单“{path}”", SettingsError)))
    if not units:
        raise SettingsError(f"应报单位名单“{path.name}”里没有读到单位，请给任务单位表，或每行写一个单位的文本文件")
    return list(dict.fromkeys(units))


def _paths(given: Sequence[Path], passed_over: set[Path]) -> Iterator[Path]:
    """Files as given, and the tables of folders as given, without the list, the result and Office's lock files."""
    for path in given:
        if not path.is_dir():
            yield path
            continue
        for inner in sorted(path.iterdir()):
            is_table = inner.is_file() and inner.suffix.lower() in _TABLES and not inner.name.startswith((".", "~$"))
            if is_table and inner.resolve() not in passed_over:
                yield inner


def _open(paths: Sequence[Path], mapping: Mapping) -> _Opened:
    """Read each file; one that cannot be read stops none of the others."""
    opened = _Opened()
    names = Counter(path.name for path in paths)
    for path in paths:
        name = path.name if names[path.name] == 1 else f"{path.parent.name}·{path.name}"
        try:
            opened.readings.append(read_file(path, mapping, name))
        except SourceError as error:
            opened.unreadable.append((name, str(error)))
    return opened


def _lines(found: dict[str, Any], out: Path | None) -> Iterator[str]:
    """Who has sent and who has not, then what a person must look at, file by file."""
    due, missing = len(found["expected"]), len(found["missing"])
    yield f"应报 {due} 家，已报 {due - missing} 家，未报 {missing} 家"
    yield f"未报：{join_list(found['missing'])}"
    for item in found["sent"]:
        rows = item["projects"] + item["units"] + item["topics"]
        yield f"  ✓ {'、'.join(item['senders'])}：{item['file']}（按{item['told_by']}），{rows} 行"
    for item in found["copies"]:
        yield f"  · {item['file']}与“{item['senders'][0]}”的另一份内容完全相同，只列入一份"
    for item in found["strangers"]:
        whose = f"写的是“{item['senders'][0]}”，不在名单里" if item["senders"][0] else "看不出是哪个单位报的"
        yield f"  ！ {item['file']}：{whose}，已列入汇总，请核对名单或在表上写明填报单位"
    for item in found["unreadable"]:
        perhaps = f"（看文件名可能是“{item['perhaps']}”报的）" if item["perhaps"] else ""
        yield f"  ✗ {item['file']}：{item['reason']}{perhaps}"
    yield from (f"  ！ {item['line']}" for item in found["questions"])
    yield from (f"  ！ 台账问题：{text}" for text in found["problems"])
    if out:
        yield f"汇总在 {out}"
