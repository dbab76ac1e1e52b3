"""``huicai demo``, ``make`` and ``pack``: from ledgers to papers.

The cells of the first ledger are read by a process of their own, while this one loads what makes papers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from service.cli_options import decisions_option, in_force_option, pdf_option

if TYPE_CHECKING:
    from data_adapters import Begun

_FILE = click.Path(path_type=Path)
_own_templates = click.option(
    "--templates", type=_FILE, help="用这个文件夹里自己的模板，默认用数据目录的 templates，写法见 docs/own-templates.md"
)


@click.command()
@click.option("--out", type=_FILE, help="材料放到哪个文件夹，默认 outputs/demo")
@_own_templates
def demo(out: Path | None, templates: Path | None) -> int:
    """用虚构的安澜县演示：一次会议的全套材料和清单。"""
    from service import cli_packing  # noqa: PLC0415 - loaded by those who make papers

    return cli_packing.demo(out, templates)


def _pack_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options that ``make`` and ``pack`` share."""
    for option in (
        _own_templates,
        click.option("--json", "as_json_text", is_flag=True, help="输出 JSON"),
        click.option("--by", "who", default="", metavar="姓名", help="登记成批次时的经办人姓名"),
        click.option(
            "--batch",
            "as_batch",
            is_flag=True,
            help="登记成批次再做：份数多时用；断电、中断后再执行一遍就接着做，不重不漏",
        ),
        click.option("--no-trace", is_flag=True, help="不写 溯源.json 和 溯源.xlsx（印出的数各从哪些单元格算来）"),
        click.option("--comments", is_flag=True, help="在每份材料的数字上加 Word 批注，写明精确值、公式和单元格"),
        click.option("--copies", type=click.IntRange(1, 1000), help="合并打印时每份材料印几份，给了就合并"),
        click.option("--merge", is_flag=True, help="另将全部材料按清单顺序合成一个 打印合并.docx，便于一次打印"),
        pdf_option,
        click.option("--zip", "as_zip", is_flag=True, help="打成一个压缩包 材料.zip"),
        click.option("--out", type=_FILE, required=True, help="材料放到哪个文件夹"),
        click.option(
            "--last", type=_FILE, multiple=True, help="上一期的台账，可给多个，通报里写与上期相比的变化和升降"
        ),
        decisions_option,
        click.option("--period", default="", help="数据截至哪个月，如 2026-10；不给则按台账所写"),
        in_force_option,
        click.option("--ledger", "ledgers", type=_FILE, multiple=True, help="台账或问题清单，可给多个"),
    ):
        command = option(command)
    return command


@click.command(name="make")
@click.argument("paper", nargs=-1, required=True)
@click.option("--meeting", type=_FILE, help="会议文件（meeting.toml）")
@_pack_options
def make_papers(*, ledgers: tuple[Path, ...], **asked: Any) -> int:
    """生成指定的材料，如：make 进展通报 项目调度单 --ledger 台账.xlsx --out 材料。"""
    with _first_of(ledgers) as first:
        from service import cli_packing  # noqa: PLC0415 - while it is read

        return cli_packing.make_papers(ledgers=ledgers, first=first, **asked)


@click.command()
@click.option("--meeting", type=_FILE, required=True, help="会议文件（meeting.toml）")
@_pack_options
def pack(*, ledgers: tuple[Path, ...], **asked: Any) -> int:
    """生成一次会议的全套材料。"""
    with _first_of(ledgers) as first:
        from service import cli_packing  # noqa: PLC0415 - while it is read

        return cli_packing.pack(ledgers=ledgers, first=first, **asked)


@contextmanager
def _first_of(ledgers: Sequence[Path]) -> Iterator[Begun | None]:
    """The first ledger, being read; None where that could not begin, the reason for which is said in its turn."""
    from data_adapters import Begun, SourceError  # noqa: PLC0415 - not to be paid for by --help

    begun = None
    if ledgers and ledgers[0].suffix.lower() != ".toml":
        with suppress(SourceError):
            begun = Begun.of_file(ledgers[0])
    if begun is None:
        yield None
        return
    with closing(begun):
        yield begun
