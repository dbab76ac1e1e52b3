"""``huicai uploads``: files that come in, the data in force for a period, and what is different between two.

Exit codes: 0 done, 1 done and something is for a person (a file that cannot be read, a period nobody knows, a problem
of a ledger, an amount that went back), 2 could not be done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from service import config, readable
from service.cli_options import decisions_option
from service.cli_reading import given_decisions, mapping_for
from service.cli_registers import json_option, who_option
from service.errors import RegisterError
from service.files import write_whole
from service.papers.figured import read_asked_period
from service.papers.issues import is_settled
from service.registers import deliveries, differences, snapshots, uploads
from service.registers.as_json import difference_json, snapshot_json, stamp, upload_json
from service.registers.deliveries import Listed, Parcel
from service.registers.differences import Difference, Side
from service.registers.upload_decisions import called, decisions_of, found
from service.registers.uploads import Arrival
from service.store import Store, open_store
from service.store.models_uploads import Upload
from service.terminal import DONE, WITH_PROBLEMS, say

_FILE = click.Path(path_type=Path)
_SEVERE = ("error", "warning")


@click.group(name="uploads")
def uploads_command() -> None:
    """上传的台账：登记、取回、定为当期数据、比较。"""


@uploads_command.command(name="add")
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--period", default="", help="数据截至哪一期，如 2026-10；不给则按文件里写的")
@click.option("--map", "map_file", type=_FILE, help="表头对照文件（TOML），说明哪一列是什么")
@decisions_option
@who_option
@json_option
def add_uploads(*, files: tuple[Path, ...], period: str, map_file: Path | None, who: str, **more: Any) -> int:
    """登记一批文件：原样保存，记下谁、何时、读到了什么、有什么问题。"""
    settings = config.load()
    mapping, fault = mapping_for(map_file, settings.home)
    decisions, month = given_decisions(more["decisions"]), read_asked_period(period)
    arrivals = [Arrival(config.file_bytes(path, f"文件“{path}”"), path.name, month) for path in files]
    with open_store(settings) as store:
        made = deliveries.take_in_all(store, Parcel(arrivals, decisions=decisions), who, mapping)
        with store.read() as session:
            twins = {upload.id: uploads.same(session, upload) for upload in made.uploads}
    if more["as_json"]:
        say({"delivery": made.id, "uploads": [upload_json(upload) for upload in made.uploads]})
    else:
        say(line for upload in made.uploads for line in _added(upload, twins[upload.id]))
    if fault:
        click.echo(fault, err=True)
    return WITH_PROBLEMS if fault or any(map(_for_a_person, made.uploads)) else DONE


def _added(upload: Upload, twins: Sequence[Upload]) -> Iterator[str]:
    yield f"已登记 {_line(upload)}"
    if not uploads.is_readable(upload):
        yield f"  ！ {uploads.problems_of(upload)[0]['message']}"
    elif uploads.has_records(upload) and not upload.period:
        yield "  ！ 文件没有写明数据截至哪一期，定为当期数据时请用 --period 写明"
    if twins:
        yield f"  · 内容与{'、'.join(called(twin) for twin in twins)}完全相同"


def _for_a_person(upload: Upload) -> bool:
    unsure = uploads.has_records(upload) and not upload.period
    return unsure or any(problem["severity"] in _SEVERE for problem in uploads.problems_of(upload))


@uploads_command.command(name="list")
@click.option("--period", default="", help="只看这一期的，如 2026-10，并列出这一期有过的当期数据")
@click.option("--before", "beyond", type=int, default=0, help="只列这个号以前的")
@click.option("--most", type=click.IntRange(1, 10_000), default=100, help="最多列几个，默认100")
@json_option
def list_uploads(*, period: str, beyond: int, most: int, as_json: bool) -> int:
    """列出登记的文件，新的在前；★ 是现在的当期数据。"""
    month = read_asked_period(period)
    with open_store(config.load()) as store, store.read() as session:
        some = deliveries.listed(session, str(month or ""), beyond, most)
        history = snapshots.of_period(session, month) if month else []
    if as_json:
        told = [upload_json(one.upload, in_force=one.in_force) for one in some]
        say({"uploads": told, "snapshots": [snapshot_json(one) for one in history]})
    else:
        say([*_listed(some), *(f"  {snapshots.named(one)}：{snapshots.told(one)}" for one in history)])
    return DONE


def _listed(some: Sequence[Listed]) -> Iterator[str]:
    yield f"{len(some)} 个文件"
    yield from (f"{'★' if one.in_force else '  '}{_line(one.upload)}" for one in some)


def _line(upload: Upload) -> str:
    read = readable.read_words(uploads.summary_of(upload))
    when = f"{upload.who} {snapshots.moment(upload.at)}"
    return f"第{upload.id}号  {upload.name}  {upload.period or '期间不明'}  {read}  {when}"


@uploads_command.command(name="show")
@click.argument("number", metavar="号", type=int)
@json_option
def show_upload(number: int, as_json: bool) -> int:
    """一个文件：谁、何时、哪一期、读到了什么、有什么问题、作过什么决定、是不是当期数据。"""
    with open_store(config.load()) as store, store.read() as session:
        upload = found(session, number)
        decided = decisions_of(session, number)
        used = snapshots.of_uploads(session, [number])
        twins = uploads.same(session, upload)
    problems = uploads.problems_of(upload)
    words = [{"about": one.about, "decided": one.decided, "who": one.who, "at": stamp(one.at)} for one in decided]
    if as_json:
        told = {"problems": problems, "decisions": words, "snapshots": [snapshot_json(one) for one in used]}
        say({**upload_json(upload), **told, "same_as": [twin.id for twin in twins]})
        return DONE
    say([_line(upload), f"  SHA-256 {upload.sha256}"])
    say(f"  内容与{called(twin)}完全相同" for twin in twins)
    say(f"  {snapshots.named(one)}：{snapshots.told(one)}" for one in used)
    say(f"  ！ {problem['address']} {problem['message']}" for problem in problems)
    say(f"  · {one['about']}：{one['decided']}（{one['who']} {one['at']}）" for one in words)
    return DONE


@uploads_command.command(name="export")
@click.argument("number", metavar="号", type=int)
@click.option("--out", type=_FILE, required=True, help="写成哪个文件")
def export_upload(number: int, out: Path) -> int:
    """取回一个文件，与登记时一个字节也不差。"""
    with open_store(config.load()) as store:
        with store.read() as session:
            upload = found(session, number)
        write_whole(out, store.files.get(upload.sha256))
    say([f"{called(upload)}已写到 {out}"])
    return DONE


@uploads_command.command(name="in-force")
@click.argument("numbers", metavar="号…", type=int, nargs=-1, required=True)
@click.option("--note", default="", help="说明；换掉已有的当期数据时必须写明原因")
@click.option("--period", default="", help="作为哪一期的，如 2026-10；不给则按登记的")
@who_option
def put_in_force(numbers: tuple[int, ...], note: str, period: str, who: str) -> int:
    """把登记的文件定为一期的当期数据；原来的留着。"""
    month = read_asked_period(period)
    with open_store(config.load()) as store, store.write() as session:
        made = snapshots.put_in_force(session, numbers, who, note, month)
        inside = snapshots.uploads_of(session, made.id)
    say([f"{snapshots.named(made)}：{'、'.join(map(called, inside))}"])
    return DONE


@uploads_command.command(name="compare")
@click.argument("before", metavar="先")
@click.argument("after", metavar="后")
@json_option
def compare_uploads(before: str, after: str, as_json: bool) -> int:
    """比较两份数据：哪些项目新列入、不再列出、变了哪些数、哪些数倒退。

    两边各写登记的号（12）、期间（2026-10，指这一期的当期数据）或某一份当期数据（当期3）。
    """
    with open_store(config.load()) as store:
        told = differences.compare(_side(store, before), _side(store, after), is_settled)
    say(difference_json(told) if as_json else _difference_lines(told))
    return WITH_PROBLEMS if told.went_back else DONE


def _side(store: Store, typed: str) -> Side:
    text = typed.strip()
    if text.isdecimal() and len(text) <= len(str(2**31)):
        return differences.of_upload(store, int(text))
    if match := re.fullmatch(r"当期(?:数据)?第?(\d{1,10})号?", text):
        return differences.of_snapshot(store, int(match[1]))
    period = read_asked_period(text)
    if period is None:
        raise RegisterError("没有写明和哪一份比较，请写登记的号、期间或 当期3 这样的当期数据")
    return differences.of_snapshot(store, snapshots.in_force(store, period).snapshot.id)


def _difference_lines(told: Difference) -> Iterator[str]:
    yield told.words
    for name, projects in told.sections:
        yield f"{name}（{len(projects)} 个）"
        yield from (f"  {project.words}。" for project in projects)
