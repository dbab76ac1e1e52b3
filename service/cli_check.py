"""``huicai check``: papers looked over for their form and for what they say, and repaired on a copy.

Exit codes: 0 nothing but notes, 1 errors or warnings (listed), 2 a file that is no .docx, or settings that are wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from service import config
from service.assembly.gongwen_check import (
    Finding,
    Profile,
    Severity,
    check,
    load_profile,
    parse_profile,
    repair,
    report,
)
from service.assembly.vetting import audit
from service.assembly.word_rules import check_document
from service.errors import OutputError, TemplateError
from service.files import ensure_folder, write_whole
from service.terminal import printable, say
from service.wording.arrangement import parse_arrangement
from service.wording.workdays import NATIONAL, Calendar

_FILE = click.Path(path_type=Path)


@dataclass(frozen=True, slots=True)
class _Checked:
    """One document checked: where it is, what was found, what was repaired in its copy, and what of its structure Word
    might refuse."""

    path: Path
    found: list[Finding]
    repaired: list[Finding]
    structure: list[str]


@dataclass(frozen=True, slots=True)
class _Against:
    """What documents are checked against: the profile, the day, the days off, and whether their structure too."""

    profile: Profile
    today: date
    calendar: Calendar
    structure: bool


@click.command(name="check")
@click.argument("documents", metavar="DOCX...", type=_FILE, nargs=-1, required=True)
@click.option("--profile", "chosen", default="standard", help="检查方案：standard、electronic，或自己的 .toml 文件")
@click.option("--repair", "copies", type=_FILE, help="把能安全改正的改在副本里：一份文件给文件名，几份给文件夹")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="按哪一天检查成文日期，默认今天")
@click.option("--calendar", "arranged", type=_FILE, help="本单位的放假安排 .toml（国务院当年通知公布后可先写在这里）")
@click.option("--structure", is_flag=True, help="同时检查文件结构：Word、WPS 能否正常打开（每份约一秒）")
@click.option("--json", "as_json_text", is_flag=True, help="输出 JSON")
def check_command(documents: tuple[Path, ...], copies: Path | None, as_json_text: bool, **against: Any) -> int:
    """检查公文的版式和内容（GB/T 9704—2012）：逐条列出位置、依据和改法；给文件夹则检查其中全部 .docx。"""
    rules = _against(**against)
    paths = list(_files(documents))
    targets = _targets(paths, copies)
    checked: list[_Checked] = []
    refused: dict[str, str] = {}
    for path in paths:
        try:
            checked.append(_check(path, rules, targets.get(path)))
        except TemplateError as error:
            refused[str(path)] = str(error)
    if as_json_text:
        told = [
            {**report.as_json(str(each.path), each.found, each.repaired), "structure": each.structure}
            for each in checked
        ]
        say({"documents": told, "refused": [{"file": name, "why": why} for name, why in refused.items()]})
    else:
        for each in checked:
            say(report.lines(str(each.path), each.found, each.repaired))
            say(f"  文件结构：{fault}" for fault in each.structure)
    for sentence in refused.values():
        click.echo(printable(sentence), err=True)
    grave = any(finding.severity is not Severity.NOTE for each in checked for finding in each.found)
    return 2 if refused else int(grave or any(each.structure for each in checked))


def _against(chosen: str, today: datetime | None, arranged: Path | None, structure: bool) -> _Against:
    return _Against(_profile(chosen), today.date() if today else date.today(), _calendar(arranged), structure)


def _profile(chosen: str) -> Profile:
    if not chosen.endswith(".toml"):
        return load_profile(chosen)
    what = f"检查方案“{chosen}”"
    return parse_profile(config.file_bytes(Path(chosen), what), what)


def _files(documents: Iterable[Path]) -> Iterable[Path]:
    """The documents themselves, and all those in the folders among them but for Word's lock files."""
    for path in documents:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(each for each in path.rglob("*.docx") if not each.name.startswith("~$") and each.is_file())
        if not inside:
            raise TemplateError(f"文件夹“{path}”里没有 .docx 文件，请检查文件夹名")
        yield from inside


def _targets(paths: list[Path], copies: Path | None) -> dict[Path, Path]:
    """Where each document's repaired copy goes. Raises OutputError when two would share a file, or one its original."""
    if copies is None:
        return {}
    single = len(paths) == 1 and copies.suffix.lower() == ".docx"
    targets = {path: copies if single else copies / path.name for path in paths}
    if len(set(targets.values())) < len(targets):
        raise OutputError("要检查的文件里有同名的，副本放不到一个文件夹里，请分开检查")
    for path, target in targets.items():
        if path.resolve() == target.resolve():
            raise OutputError(f"副本不能写回原文件“{path}”，请换一个文件名或文件夹")
    return targets


def _calendar(arranged: Path | None) -> Calendar:
    if arranged is None:
        return NATIONAL
    what = f"放假安排“{arranged}”"
    return Calendar(parse_arrangement(config.file_bytes(arranged, what), what))


def _check(path: Path, against: _Against, target: Path | None) -> _Checked:
    content = config.file_bytes(path, f"文件“{path}”", TemplateError)
    found = check(content, profile=against.profile, today=against.today, calendar=against.calendar, name=str(path))
    wrong = [*check_document(content), *audit(content)] if against.structure else []
    if target is None:
        return _Checked(path, found, [], wrong)
    mended, repaired = repair(content, found, profile=against.profile, name=str(path))
    ensure_folder(target.parent)
    write_whole(target, mended)
    return _Checked(path, found, repaired, wrong)
