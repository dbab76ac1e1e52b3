"""The command line: it translates between the console and the rooms, and decides nothing.

Exit codes: 0 done, 1 done with something for a person to look at (listed: a gap in a paper, a paper held back or not
made, a figure to check, a problem of the ledger, papers left from last time), 2 could not be done (one sentence on
stderr). ``demo`` is 0 all the same, as its ledger has its slips on purpose.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from data_adapters import Reading, Severity, SourceError
from service import config, console
from service.assembly import compile_template
from service.batches import Summary, cause_of, ensure_folder, make, write_folder, write_whole, write_zip
from service.cli_lint import lint
from service.cli_reading import open_ledgers, read_command
from service.cli_returns import gather_command
from service.errors import HuicaiError, OutputError, PaperError, TemplateError
from service.figures import figures_json
from service.papers import Inputs, Meeting, Paper, find, gather, load_meeting, papers_of
from service.terminal import printable, say, unforeseen
from service.wording import FILTERS

DONE, WITH_PROBLEMS, IMPOSSIBLE = 0, 1, 2
_FILE = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def huicai() -> None:
    """会材：一张台账进，全套会议材料出。"""


@huicai.command()
@click.option("--out", type=_FILE, help="材料放到哪个文件夹，默认 outputs/demo")
def demo(out: Path | None) -> int:
    """用虚构的安澜县演示：一次会议的全套材料和清单。"""
    folder = out or config.load().home / "demo"
    ledgers = sorted(config.SAMPLES.glob("*.xlsx"))
    called = load_meeting(config.SAMPLES / "meeting.toml")
    inputs = _gather(ledgers, called, "")
    summary = _pack(papers_of(called.kind, called.name), inputs, _Output(folder))
    click.echo(f"材料在 {folder}")
    return WITH_PROBLEMS if summary.failed else DONE  # the sample ledger has its problems on purpose


@huicai.command()
@click.argument("ledger", type=_FILE, nargs=-1, required=True)
@click.option("--period", default="", help="数据截至哪个月，如 2026-10；不给则按台账所写")
@click.option("--last", type=_FILE, multiple=True, help="上一期的台账，可给多个，用来核对减少、变动和漏报")
@click.option("--json", "as_json_text", is_flag=True, help="输出 JSON")
def figures(ledger: tuple[Path, ...], period: str, last: tuple[Path, ...], as_json_text: bool) -> int:
    """计算全部指标：完成率、序时进度、进度差、排名、零投资和未上报名单、核对。"""
    inputs = _gather(ledger, None, period)
    if not inputs.projects and not inputs.units:
        raise PaperError("文件里没有读到项目或任务单位，无法计算指标，请检查是否传错文件")
    earlier = open_ledgers(last)
    found = {**figures_json(inputs.readings, inputs.need_period(), earlier), "problems": _bad_cells(inputs.readings)}
    say(found if as_json_text else console.figure_lines(found))
    return WITH_PROBLEMS if found["checks"] or found["problems"] else DONE


def _bad_cells(readings: Iterable[Reading]) -> list[str]:
    """The cells whose value was lost: what the figures do without."""
    problems = (problem for reading in readings for problem in reading.problems)
    return [str(problem) for problem in problems if problem.severity is Severity.ERROR]


def _pack_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options that ``make`` and ``pack`` share."""
    for option in (
        click.option("--json", "as_json_text", is_flag=True, help="输出 JSON"),
        click.option("--copies", type=click.IntRange(1, 1000), help="合并打印时每份材料印几份，给了就合并"),
        click.option("--merge", is_flag=True, help="另将全部材料按清单顺序合成一个 打印合并.docx，便于一次打印"),
        click.option("--zip", "as_zip", is_flag=True, help="打成一个压缩包 材料.zip"),
        click.option("--out", type=_FILE, required=True, help="材料放到哪个文件夹"),
        click.option("--period", default="", help="数据截至哪个月，如 2026-10；不给则按台账所写"),
        click.option("--ledger", "ledgers", type=_FILE, multiple=True, required=True, help="台账或问题清单，可给多个"),
    ):
        command = option(command)
    return command


@huicai.command(name="make")
@click.argument("paper", nargs=-1, required=True)
@click.option("--meeting", type=_FILE, help="会议文件（meeting.toml）")
@_pack_options
def make_papers(*, paper: tuple[str, ...], meeting: Path | None, **options: Any) -> int:
    """生成指定的材料，如：make 进展通报 项目调度单 --ledger 台账.xlsx --out 材料。"""
    chosen = {kind.id: kind for kind in map(find, paper)}
    return _pack_from(list(chosen.values()), load_meeting(meeting) if meeting else None, **options)


@huicai.command()
@click.option("--meeting", type=_FILE, required=True, help="会议文件（meeting.toml）")
@_pack_options
def pack(*, meeting: Path, **options: Any) -> int:
    """生成一次会议的全套材料。"""
    called = load_meeting(meeting)
    return _pack_from(papers_of(called.kind, called.name), called, **options)


@huicai.command()
@click.argument("template", type=_FILE)
@click.option("--data", type=_FILE, required=True, help="JSON 数据文件")
@click.option("-o", "--out", type=_FILE, required=True, help="生成的 .docx")
def render(template: Path, data: Path, out: Path) -> int:
    """用任意 JSON 数据填写任意 Word 模板。"""
    ensure_folder(out.parent)
    content = config.file_bytes(template, f"模板“{template}”", TemplateError)
    compiled = compile_template(content, filters=FILTERS, name=template.name)
    write_whole(out, compiled.render(config.json_object(data)))
    click.echo(f"已生成 {out}")
    return DONE


@huicai.command()
@click.option("--host", help="监听地址，默认 127.0.0.1（只限本机）")
@click.option("--port", type=int, help="端口，默认 8000")
def serve(host: str | None, port: int | None) -> int:
    """启动网页服务。"""
    from service.app import serve_app  # noqa: PLC0415 - Flask is loaded only where pages are served

    settings = config.load()
    serve_app(settings, host or settings.host, port or settings.port)
    return DONE


for command in (gather_command, lint, read_command):
    huicai.add_command(command)


def _gather(ledgers: Iterable[Path], meeting: Meeting | None, period: str) -> Inputs:
    return gather(open_ledgers(ledgers), meeting=meeting, period=period)


@dataclass(frozen=True, slots=True)
class _Output:
    """Where a pack goes, in which form, and how it is told; copies for printing, 0 for none."""

    out: Path
    as_zip: bool = False
    as_json_text: bool = False
    copies: int = 0


def _pack_from(
    chosen: list[Paper], meeting: Meeting | None, *, ledgers: tuple[Path, ...], period: str, **options: Any
) -> int:
    merge = int(options.pop("merge"))
    options["copies"] = options["copies"] or merge
    summary = _pack(chosen, _gather(ledgers, meeting, period), _Output(**options))
    return DONE if summary.clean else WITH_PROBLEMS


def _pack(chosen: list[Paper], inputs: Inputs, output: _Output) -> Summary:
    ensure_folder(output.out)
    summary = Summary()
    quiet = not sys.stderr.isatty()  # what is not a person's console gets sentences only
    with click.progressbar(length=1, label="生成材料", file=sys.stderr, hidden=quiet) as bar:

        def advance(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        items = make(chosen, inputs, summary, advance)
        if output.as_zip:
            write_zip(output.out / "材料.zip", items, summary, copies=output.copies)
        else:
            write_folder(output.out, items, summary, copies=output.copies)
    say(console.summary_json(summary) if output.as_json_text else console.summary_lines(summary))
    return summary


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code; whatever goes wrong is one sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")  # a console in GBK has no ✗: better a ? than a crash
    try:
        code = huicai.main(arguments, standalone_mode=False)
    except (HuicaiError, SourceError) as error:
        click.echo(printable(str(error)), err=True)
        code = IMPOSSIBLE
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = IMPOSSIBLE
    except click.UsageError as error:
        click.echo(printable(console.usage_fault(error)), err=True)
        code = IMPOSSIBLE
    except click.ClickException as error:
        error.show()
        code = IMPOSSIBLE
    except (click.Abort, KeyboardInterrupt):
        click.echo("已取消", err=True)
        code = 130
    except OSError as error:
        click.echo(str(OutputError(f"读写文件时出错（{cause_of(error)}），请检查磁盘空间和权限后重试")), err=True)
        code = IMPOSSIBLE
    except Exception as error:  # noqa: BLE001 - the last resort: a fault of ours is one sentence too
        click.echo(unforeseen(error), err=True)
        code = IMPOSSIBLE
    sys.exit(code if isinstance(code, int) else DONE)


if __name__ == "__main__":
    main()
