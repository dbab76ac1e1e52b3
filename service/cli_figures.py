"""``huicai figures``: every indicator of ledgers, as a person asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from service import config
from service.cli_data import given
from service.cli_options import decisions_option, in_force_option
from service.cli_reading import given_decisions, open_ledgers
from service.console_figures import figure_lines
from service.errors import SettingsError
from service.figures.decision_file import save_decisions
from service.figures.ranking import Order, Ties
from service.figures.report import Asked
from service.figures.report.asked import apart_of, key_of, load_asked, percent_of
from service.figures.rules import find_rules
from service.papers.figured import Whole, figured, read_asked_period
from service.papers.issues import settled_if_told
from service.terminal import DONE, WITH_PROBLEMS, say

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("ledger", type=_FILE, nargs=-1)
@click.option("--period", default="", help="数据截至何时，如 2026-10、2026-10上半月、2026-10-20；不给则按台账所写")
@in_force_option
@click.option("--last", type=_FILE, multiple=True, help="以前各期的台账，可给多个，核对变动、看连续几月和当时是否达标")
@click.option("--rules", default="", help="预警规则：现成的名称（如 银川、武汉、三亚）或规则文件，写法见 docs/rules.md")
@click.option("--settings", type=_FILE, help="指标设置文件（TOML），写法见 docs/rules.md；下面几项也可以写在里面")
@click.option("--by", multiple=True, help="按什么分组，可给多个，如 责任单位、建设性质、投资规模、资金来源、分包领导")
@click.option("--compare", multiple=True, help="比较的完成率，如 全市=62.3，可给多个")
@click.option("--apart", default="", help="单位分开排名，如 单位类别")
@click.option("--lowest-first", is_flag=True, help="排名从低到高，完成率最低的是第1")
@click.option("--dense", is_flag=True, help="并列之后名次不跳：1、2、2、3；默认 1、2、2、4")
@click.option("--own-curve", is_flag=True, help="项目写有自己的节点或累计计划的，按它算序时进度")
@click.option("--json", "as_json_text", is_flag=True, help="输出 JSON")
@decisions_option
@click.option("--ask", type=_FILE, help="把还没有决定的核对问题写进这个文件（TOML），由人填写后用 --decisions 给出")
def figures(
    *, ledger: tuple[Path, ...], period: str, last: tuple[Path, ...], rules: str, as_json_text: bool, **options: Any
) -> int:
    """计算全部指标：完成率、序时进度、进度差、排名、分组、各种率、预警、核对。"""
    to_ask = options.pop("ask")
    decisions = given_decisions(options.pop("decisions"), to_ask)
    asked = read_asked_period(period)
    data = given(ledger, decisions, in_force=options.pop("in_force"), period=period)
    chosen, wanted = find_rules(rules) if rules else None, _asked(**options)
    whole = Whole(data.readings, asked, open_ledgers(last), data.decisions)
    found, outcome = figured(whole, chosen, wanted)
    data.keep_decisions()
    found |= {"data": data.lines} if data.snapshot else {}
    say(found if as_json_text else figure_lines(found))
    if to_ask:
        count = save_decisions(to_ask, data.readings, data.decisions, outcome.open)
        click.echo(f"{count} 个问题等人决定，写在 {to_ask}", err=as_json_text)
    return WITH_PROBLEMS if found["checks"] or found["problems"] else DONE


def _asked(settings: Path | None, by: Sequence[str], compare: Sequence[str], **options: Any) -> Asked:
    """What the settings file asks for, and the options on top of it."""
    found = load_asked(config.file_bytes(settings, f"指标设置文件“{settings}”"), settings.name) if settings else Asked()
    ties = Ties.DENSE if options["dense"] else found.order.ties
    return replace(
        found,
        by=tuple(dict.fromkeys((*found.by, *map(key_of, by)))),
        order=Order(ties, options["lowest_first"] or found.order.lowest_first),
        apart=apart_of(options["apart"]) or found.apart,
        compare={**found.compare, **dict(map(_compared, compare))},
        own_curve=options["own_curve"] or found.own_curve,
        settled=settled_if_told,
    )


def _compared(text: str) -> tuple[str, Any]:
    name, sign, value = text.replace("＝", "=").partition("=")
    if not sign or not name.strip():
        raise SettingsError(f"--compare 写的“{text}”看不懂，请写成 全市=62.3")
    return name.strip(), percent_of(value)
