"""``huicai numbers``, ``audit``, ``backup``, ``restore`` and ``doctor``: the archive on the command line.

Exit codes: 0 done and sound, 1 done and something is to be looked at (listed), 2 could not be done.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from service import config
from service.batches import pdf_findings
from service.store import backup, doctor, numbers, open_store, references, restore
from service.store.audit_check import Verdict, settle
from service.store.clock import now
from service.store.number_report import SeriesReport, report
from service.terminal import DONE, WITH_PROBLEMS, say

_FOLDER = click.Path(path_type=Path, file_okay=False)
_who = click.option("--by", "who", required=True, metavar="姓名", help="经办人姓名，记入操作记录")
_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON")


@click.group(name="numbers")
def numbers_command() -> None:
    """文书编号登记簿：查断号重号、接续纸质编号、作废。"""


@numbers_command.command(name="report")
@click.option("--year", type=click.IntRange(1949, 2999), help="只看这一年，默认全部")
@_json
def report_numbers(year: int | None, as_json: bool) -> int:
    """每个字号用到几号，有没有断号、重号，作废了哪些。"""
    with open_store(config.load()) as store, store.read() as session:
        found = report(session, year)
    if as_json:
        say({"series": [{**asdict(each), "sound": each.sound} for each in found]})
    elif not found:
        say(["登记簿是空的：还没有签发过编号"])
    else:
        say(line for each in found for line in _series_lines(each))
    return DONE if all(each.sound for each in found) else WITH_PROBLEMS


def _series_lines(series: SeriesReport) -> Iterator[str]:
    mark = "✓" if series.sound else "✗"
    name = f"{series.sign}〔{series.year}〕"
    yield f"{mark} {name}：用到 {series.last} 号，本系统编 {series.issued} 个，作废 {len(series.voids)} 个"
    yield from (f"    纸质编号 {each.numbers}：{each.evidence}（{each.who}登记）" for each in series.taken)
    yield from (f"    作废 {each.no}号：{each.reason}（{each.who}，{each.day}）" for each in series.voids)
    yield from (f"    ✗ {sentence}" for sentence in restore.of_series(series))


@numbers_command.command(name="take-over")
@click.argument("organ", metavar="机关代字")
@click.option("--kind", default="", metavar="文种字", help="如“调”；没有就不写")
@click.option("--year", type=click.IntRange(1949, 2999), help="哪一年的字号，默认今年")
@click.option("--start", type=int, required=True, help="本系统从几号编起")
@click.option("--evidence", required=True, metavar="依据", help="纸质编号的依据，如“发文登记簿第12页”")
@_who
def take_over(start: int, evidence: str, who: str, **named: Any) -> int:
    """接续纸质编号：前面的号已在纸上编过，本系统从 --start 起往下编。"""
    series = _series(**named)
    with open_store(config.load()) as store, store.write() as session:
        taken = numbers.take_over(session, series, start, evidence, who)
    say([f"已接续：{series.text(taken.first_no)}至{taken.last_no}号记为纸质编号，本系统从{series.text(start)}编起"])
    return DONE


def _series(organ: str, kind: str, year: int | None) -> numbers.Series:
    return numbers.series_at(organ, kind, now()) if year is None else numbers.Series(organ, kind, year)


@numbers_command.command(name="void")
@click.argument("number", metavar="编号")
@click.option("--reason", required=True, metavar="原因", help="作废原因，留在登记簿里")
@_who
def void_number(number: str, reason: str, who: str) -> int:
    """作废一个编号，如：numbers void 安重办调〔2026〕15号 --reason 重复立项 --by 李四。号不删除，也不再用。"""
    with open_store(config.load()) as store, store.write() as session:
        gone = numbers.void(session, number, reason, who)
    say([f"已作废“{gone.text}”，登记簿里保留这个号和原因"])
    return DONE


@click.group()
def audit() -> None:
    """操作记录。"""


@audit.command(name="verify")
@_json
def verify_audit(as_json: bool) -> int:
    """逐条核对操作记录有没有被改动、删除或截断，指出第一处。"""
    with open_store(config.load()) as store:
        found = settle(store)
    say(asdict(found) if as_json else _verdict_lines(found))
    return WITH_PROBLEMS if found.faults else DONE


def _verdict_lines(found: Verdict) -> Iterator[str]:
    if found.faults:
        yield f"操作记录 {found.count} 条，核对没有通过："
        yield from (f"  ✗ {fault}" for fault in found.faults)
        return
    if not found.count:
        yield "还没有操作记录"
        return
    yield f"✓ 操作记录 {found.count} 条，逐条核对无误，链头 {found.head.hash}"
    if found.unanchored:
        yield f"  外部锚点落后 {found.unanchored} 条，已补记"


@click.group()
def files() -> None:
    """文件库：上传的文件和签发的文书，按内容存放。"""


@files.command(name="verify")
def verify_files() -> int:
    """逐个重算校验值，列出缺少和损坏的文件。"""
    with open_store(config.load()) as store:
        needed = references.needed_files(store)
        faults = references.faults(store, needed)
    if faults:
        say([f"文件 {len(needed)} 个，缺少或损坏 {len(faults)} 个：", *(f"  ✗ {fault}" for fault in faults)])
        return WITH_PROBLEMS
    say([f"✓ 文件 {len(needed)} 个，逐个核对无误"])
    return DONE


@files.command(name="sweep")
def sweep_files() -> int:
    """清理没有任何记录用到、存入超过一天的文件，和没有写完的残余。"""
    with open_store(config.load()) as store:
        swept = references.sweep(store)
    young = f"；还有 {swept.young} 个不满一天，先不动" if swept.young else ""
    say([f"清理了 {len(swept.removed)} 个没有用到的文件、{swept.unfinished} 个残余{young}"])
    return DONE


@click.command(name="backup")
@click.argument("folder", metavar="DIR", type=_FOLDER)
def backup_command(folder: Path) -> int:
    """备份到 DIR 下的新文件夹，不用停机：数据库、文件库、审计密钥、设置和自己的模板。"""
    with open_store(config.load()) as store:
        made = backup.back_up(store, folder)
    count = len(made.manifest.files)
    say([f"已备份到 {made.folder}：{count} 个文件，{made.size / (1 << 20):.1f} MB，链头 {made.manifest.head.hash}"])
    say(["里面有审计密钥，请放在只有管理员能读的地方；恢复用 huicai restore，演练用 huicai restore --rehearse"])
    say(f"  ✗ {sentence}" for sentence in made.manifest.missing)
    return WITH_PROBLEMS if made.manifest.missing else DONE


@click.command(name="restore")
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--verify", "checked", is_flag=True, help="恢复后逐项核对：数据库、编号、操作记录、每个文件")
@click.option("--rehearse", is_flag=True, help="只演练：恢复到临时文件夹并逐项核对，不动现有数据")
def restore_command(folder: Path, checked: bool, rehearse: bool) -> int:
    """从备份恢复到空的数据目录（HUICAI_HOME）；已有数据的不覆盖。"""
    if rehearse:
        with tempfile.TemporaryDirectory() as place:
            found, looked = restore.rehearse(folder, Path(place) / "home")
        say([f"演练完成，现有数据没有动：备份于 {found.made_at}"])
        return _examined(looked)
    settings = config.load()
    found = restore.restore(folder, settings)
    say([f"已恢复到 {settings.home}：备份于 {found.made_at}，链头 {found.head.hash}"])
    problems = [f"备份时就缺：{sentence}" for sentence in found.missing]
    now_set = config.load()  # the backup may have brought settings along
    for name in ("database_url", "files_url", "audit_anchor"):
        if getattr(now_set, name) != getattr(settings, name):
            problems.append(f"恢复来的 huicai.toml 里 {name} 指向别处，不是刚恢复的这一份，请改正或删去这一行")
    say(f"  ✗ {problem}" for problem in problems)
    code = WITH_PROBLEMS if problems else DONE
    if checked:
        with open_store(settings) as store:
            code = max(code, _examined(restore.examine(store)))
    return code


def _examined(looked: restore.Examined) -> int:
    mark = "✗ 核对没有通过" if looked.faults else "✓ 核对无误"
    say([f"{mark}：操作记录 {looked.entries} 条，编号 {looked.numbers} 个，文件 {looked.files} 个"])
    say(f"  ✗ {sentence}" for sentence in looked.faults)
    return WITH_PROBLEMS if looked.faults else DONE


@click.command(name="doctor")
@_json
def doctor_command(as_json: bool) -> int:
    """检查安装情况：版本、数据目录、数据库、文件库、审计、LibreOffice、字体、集群。"""
    settings = config.load()
    found = [*doctor.examine(settings), *pdf_findings.findings(settings)]
    if settings.scheduler:
        from service.batches.cluster_lane import standing  # noqa: PLC0415 - most installations have no cluster

        found.append(standing(settings))
    if as_json:
        say({"findings": [{"level": each.level.name.lower(), "sentence": each.sentence} for each in found]})
    else:
        say(f"{each.level} {each.sentence}" for each in found)
    return DONE if all(each.level is doctor.Level.FINE for each in found) else WITH_PROBLEMS
