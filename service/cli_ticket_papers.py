"""The papers of tickets on the command line: signed, looked at before, printed again, made good where one is owed.

Exit codes: 0 done, 1 done and something is for a person (a gap in a paper, a paper still owed), 2 could not be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from service import config
from service.batches.listing import PRINT_NAME
from service.batches.pack import Made
from service.batches.printing import PrintRun
from service.cli_registers import DAY, day_of, escalate_command, tickets_command, who_option
from service.errors import EntryError
from service.files import ensure_folder, write_whole
from service.papers.desk import Desk, desk_of, organ_of
from service.papers.filling import fill_owed, owed_papers
from service.papers.names import UniqueNames
from service.papers.reprints import Found, hand_out, papers_of_number, papers_of_ticket
from service.papers.signing import Signed, Wish, issue_papers, preview_paper
from service.registers import ticket_lists, tickets
from service.registers.tickets import Hand
from service.store import Store, open_store
from service.store.finding import MOST, Sought, search
from service.store.frozen import uses
from service.terminal import DONE, WITH_PROBLEMS, say

__all__ = ["escalate_command", "tickets_command"]

_FOLDER = click.Path(path_type=Path)
_out = click.option("--out", type=_FOLDER, required=True, help="放到哪个文件夹")


def _signing_options(command: Callable[..., int]) -> Callable[..., int]:
    for option in (
        click.option("--organ", default="", metavar="机关代字", help="编号用的机关代字，默认照 office.toml"),
        click.option("--series", default="", metavar="文种字", help="编号用的文种字，默认照材料的行文形式"),
        _given_option,
        who_option,
    ):
        command = option(command)
    return command


_given_option = click.option(
    "--set",
    "given",
    multiple=True,
    metavar="名称=内容",
    help="填上材料里的空白，如 约谈时间=2026年12月1日上午9:00",
)


@tickets_command.command(name="sign")
@click.argument("numbers", metavar="登记序号…", nargs=-1, required=True)
@_signing_options
def sign_tickets(numbers: tuple[str, ...], given: tuple[str, ...], **hand: str) -> int:
    """签发一张或一批调度单：编号依次给，调度单随即做好存档；有一张不能签发，就一张也不签发。"""
    with open_store(config.load()) as store:
        wishes = [Wish(_id_of(store, number), given=_given(given)) for number in numbers]
        return _issue(desk_of(store), wishes, **hand)


@escalate_command.command(name="issue")
@click.argument("number", metavar="编号或登记序号")
@click.argument("measure", metavar="一步")
@_signing_options
def issue_escalation(number: str, measure: str, given: tuple[str, ...], **hand: str) -> int:
    """发出下一步（写明是哪一步，如“督办”）：编号，材料随即做好存档；不到时候或不是下一步的不发。"""
    with open_store(config.load()) as store:
        return _issue(desk_of(store), [Wish(_id_of(store, number), measure, _given(given))], **hand)


def _issue(desk: Desk, wishes: Sequence[Wish], who: str, organ: str, series: str) -> int:
    signed = issue_papers(desk, wishes, Hand(who, organ_of(desk, organ), series=series))
    for each in signed:
        say(_signed_lines(desk.store, each))
    return WITH_PROBLEMS if any(each.fault or each.gaps for each in signed) else DONE


def _signed_lines(store: Store, signed: Signed) -> Iterator[str]:
    with store.read() as session:
        called = tickets.called(ticket_lists.found(session, str(signed.ticket_id)))
    yield f"已{signed.measure}：{called}，编号 {signed.number}" if signed.measure else f"已签发：{called}"
    yield from (f"  材料：{paper.file_name}" for paper in signed.papers)
    if signed.fault:
        yield f"  ！ 编号已给，材料还没有做成（{signed.fault}）；处理后用 huicai tickets papers --owed --fill 补做"
    else:
        yield f"  取出打印：huicai tickets print {signed.number} --out 文件夹"
    if signed.gaps:
        yield f"  ！ 材料里有空白：{'；'.join(signed.gaps)}"


@tickets_command.command(name="preview")
@click.argument("number", metavar="编号或登记序号")
@click.option("--measure", default="", metavar="一步", help="看哪一步的材料，如 督办；不写是调度单")
@click.option("--day", type=DAY, help="按哪一天算，默认今天")
@_given_option
@_out
def preview_ticket(number: str, measure: str, day: datetime | None, given: tuple[str, ...], out: Path) -> int:
    """签发以前先看材料：照现在的登记做一份没有编号的草稿，什么也不登记。"""
    with open_store(config.load()) as store:
        drafts = preview_paper(desk_of(store), Wish(_id_of(store, number), measure, _given(given)), day_of(day))
    ensure_folder(out)
    for each in drafts:
        path = out / f"草稿 {each.name}.docx"
        write_whole(path, each.document)
        say([f"草稿：{path}", *(f"  ！ {gap}" for gap in each.gaps)])
    return WITH_PROBLEMS if any(each.gaps for each in drafts) else DONE


@tickets_command.command(name="papers")
@click.option("--ticket", "number", default="", metavar="编号或登记序号", help="只看这张单子的")
@click.option("--owed", is_flag=True, help="只看已编号、材料还没有做成的")
@click.option("--fill", is_flag=True, help="把还没有做成的补做出来，内容照签发那天的")
@click.option("--by", "who", default="", metavar="姓名", help="谁补做，记入操作记录")
def list_papers(*, number: str, owed: bool, fill: bool, who: str) -> int:
    """签发存档的材料，打印下载了几次；有编号而材料没有做成的，列出来、补做。"""
    if fill and not who.strip():
        raise EntryError("补做材料要写明经办人，请加 --by 姓名")
    with open_store(config.load()) as store:
        ticket_id = _id_of(store, number) if number else None
        if fill:
            say(f"已补做：{paper.file_name}" for paper in fill_owed(store, who, ticket_id))
        left = owed_papers(store, ticket_id)
        if not owed:
            say(_paper_lines(store, ticket_id))
    say(
        [
            f"编号已给、材料没有做成的 {len(left)} 份",
            *(f"  ！ {each.number}（第 {each.ticket_id} 号）" for each in left),
        ]
    )
    return WITH_PROBLEMS if left else DONE


def _paper_lines(store: Store, ticket_id: int | None) -> Iterator[str]:
    with store.read() as session:
        papers = papers_of_ticket(session, ticket_id) if ticket_id else search(session, Sought(most=MOST))
        found = [(paper, uses(session, paper)) for paper in papers]
    latest = f"（只列最近的 {MOST} 份，其余请写明编号）" if not ticket_id and len(found) == MOST else ""
    yield f"存档的材料 {len(found)} 份{latest}"
    for paper, used in found:
        yield f"  {paper.file_name}  打印 {used['print']} 次，下载 {used['download']} 次"


@tickets_command.command(name="print")
@click.argument("numbers", metavar="编号…", nargs=-1, required=True)
@_out
@click.option("--merge", is_flag=True, help="另合成一个 打印合并.docx，便于一次打印")
@click.option("--copies", type=click.IntRange(1, 1000), help="合并打印时每份印几份，给了就合并")
@click.option("--voided", is_flag=True, help="编号作废的也取出来，文件名写明已作废")
@who_option
def print_papers(*, numbers: tuple[str, ...], out: Path, voided: bool, who: str, **printing: Any) -> int:
    """取出签发存档的原件，一个字节也不差；每份记一次打印（--copies 记几次）。"""
    copies = printing["copies"] or int(printing["merge"])
    ensure_folder(out)
    with open_store(config.load()) as store:
        found = [each for number in numbers for each in papers_of_number(store, number, voided=voided)]
        run = PrintRun(copies)
        for made, document in run.passing(_handed(store, found, who, copies or 1)):
            write_whole(out / made.file_name, document)
            say([f"已取出：{out / made.file_name}"])
    if joined := run.content():
        write_whole(out / PRINT_NAME, joined)
        say([f"已合并：{out / PRINT_NAME}"])
    return DONE


def _handed(store: Store, found: Sequence[Found], who: str, copies: int) -> Iterator[tuple[Made, bytes]]:
    names = UniqueNames()
    for each in found:
        document = hand_out(store, each, "print", who, copies)
        yield Made(each.paper.kind, "", f"{names.take(each.file_name.removesuffix('.docx'))}.docx", ()), document


def _id_of(store: Store, number: str) -> int:
    with store.read() as session:
        return ticket_lists.found(session, number).id


def _given(words: Sequence[str]) -> Mapping[str, str]:
    """What --set gives. Raises :class:`EntryError` for words without a name."""
    found = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals or not name.strip():
            raise EntryError(f"--set 写的“{word}”应是“名称=内容”，如 约谈时间=2026年12月1日上午9:00")
        found[name.strip()] = text
    return found
