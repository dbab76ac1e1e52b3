"""``huicai batch``: batches of papers on the command line, whoever started them.

Exit codes: 0 done, 1 done and something could not be made or has stopped (listed), 2 could not be done.
"""

from __future__ import annotations

from pathlib import Path

import click

from service import config
from service.batches import export, ledger
from service.batches.typeset import office_of
from service.cli_following import as_json, follow, line, of_pdf, told
from service.cli_options import pdf_option
from service.cli_preparing import prepare
from service.errors import SettingsError
from service.papers.own import templates_of
from service.store import open_store
from service.store.batch_ledger import Move, State
from service.terminal import DONE, WITH_PROBLEMS, say

_who = click.option("--by", "who", required=True, metavar="姓名", help="经办人姓名，记入操作记录")
_json = click.option("--json", "json_wanted", is_flag=True, help="输出 JSON")
_number = click.argument("number", type=click.IntRange(1), metavar="批次号")


@click.group(name="batch")
def batch_command() -> None:
    """成批生成的材料：做到哪里了，暂停、取消、接着做，只重做没做成的，取出来。"""


batch_command.add_command(prepare)


@batch_command.command(name="list")
@click.option("--before", type=int, default=0, help="从比这个批次号更早的列起")
@click.option("--most", type=click.IntRange(1, 1000), default=20, help="最多列几批，默认20")
@_json
def list_batches(before: int, most: int, json_wanted: bool) -> int:
    """列出批次，新的在前。"""
    with open_store(config.load()) as store:
        found = ledger.listed(store, before=before, most=most)
    if json_wanted:
        say({"batches": [as_json(batch) for batch in found]})
    else:
        say([line(batch) for batch in found] or ["还没有成批生成过材料"])
    return DONE


@batch_command.command(name="show")
@_number
@_json
def show(number: int, json_wanted: bool) -> int:
    """一批做到哪里了，哪些没做成、为什么。"""
    with open_store(config.load()) as store:
        return told(store, ledger.progress(store, number), json_wanted)


@batch_command.command(name="pause")
@_number
@_who
def pause(number: int, who: str) -> int:
    """暂停：正在做的做完，其余的等着。"""
    return _moved(number, Move.PAUSE, who)


@batch_command.command(name="cancel")
@_number
@_who
def cancel(number: int, who: str) -> int:
    """取消：没做的不做了，做成的留着。"""
    return _moved(number, Move.CANCEL, who)


def _moved(number: int, deed: Move, who: str) -> int:
    with open_store(config.load()) as store:
        ledger.move(store, number, deed, who)
        say([line(ledger.progress(store, number))])
    return DONE


@batch_command.command(name="resume")
@_number
@_who
def resume(number: int, who: str) -> int:
    """接着做暂停的、或被断电打断的一批，做完为止。"""
    with open_store(config.load()) as store:
        if ledger.progress(store, number).state is not State.ENDED:
            ledger.move(store, number, Move.RESUME, who)
        return told(store, follow(store, number))


@batch_command.command(name="retry")
@_number
@_who
@click.option("--templates", type=click.Path(path_type=Path), help="自己的模板在哪个文件夹，默认用数据目录的 templates")
def retry(number: int, who: str, templates: Path | None) -> int:
    """只重做没做成的，用现在的模板；数据还是原来的，数据改了请重新生成。"""
    with open_store(config.load()) as store:
        ledger.retry_failed(store, number, who, templates_of(templates))
        return told(store, follow(store, number))


@batch_command.command(name="remove")
@click.argument("numbers", nargs=-1, type=click.IntRange(1), metavar="[批次号]…")
@click.option("--older-than", "days", type=click.IntRange(1, 36500), metavar="天数", help="做完或取消超过多少天的都删")
@_who
def remove_batches(numbers: tuple[int, ...], days: int | None, who: str) -> int:
    """删除做完的、取消了的批次，连同做成的材料；签发存档的文书不受影响。"""
    if bool(numbers) == (days is not None):
        raise SettingsError("请写明删哪几批的批次号，或用 --older-than 写明删多少天以前的")
    with open_store(config.load()) as store:
        gone = ledger.remove_old(store, days, who) if days else (ledger.remove(store, each, who) for each in numbers)
        count = 0
        for count, called in enumerate(gone, start=1):  # noqa: B007 - how many there were
            say([f"已删除{called}"])
    say([f"删除了 {count} 批；它们的文件在存入满一天后由 huicai files sweep 清理"])
    return DONE


@batch_command.command(name="export")
@_number
@click.option("--out", type=click.Path(path_type=Path), required=True, help="材料放到哪个文件夹")
@click.option("--zip", "as_zip", is_flag=True, help="打成一个压缩包")
@click.option("--copies", type=click.IntRange(0, 1000), default=0, help="另合成一个 打印合并.docx，每份印几份")
@pdf_option
def export_batch(number: int, out: Path, as_zip: bool, copies: int, pdf: bool) -> int:
    """取出一批做成的材料，连同清单和溯源；再取一次，一个字节也不差。"""
    settings = config.load()
    office = office_of(settings) if pdf else None
    with open_store(settings) as store:
        written = export.write(store, number, out, export.Form(as_zip, copies, office))
        count = len(written.paths)
        named = written.paths[0].name if count == 1 else f"{count} 个文件"
        say([f"已取出到 {out}：{named}", *of_pdf(written)])
        return max(WITH_PROBLEMS if written.failed else DONE, told(store, ledger.progress(store, number)))
