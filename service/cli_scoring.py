"""``huicai score``: every unit's points by a scheme, line by line, the boards, and a year's course of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from data_adapters import Reading
from service import config
from service.batches.scores_book import scores_workbook
from service.cli_reading import open_ledgers
from service.errors import PaperError, SettingsError
from service.figures import Period, Progress
from service.figures.ranking import rank_apart
from service.figures.scoring import (
    Course,
    Given,
    Scheme,
    Sheet,
    boards,
    course_scores,
    find_scheme,
    load_course,
    load_given,
    score_units,
    scored_units,
    strays,
)
from service.figures.scoring.report import course_json, score_json
from service.files import ensure_folder, write_whole
from service.papers import gather
from service.papers.figured import bad_cells, read_asked_period
from service.terminal import DONE, WITH_PROBLEMS, say
from service.wording import GAP

_FILE = click.Path(path_type=Path)


@dataclass(slots=True)
class _Scored:
    """What a month's ledgers and entries come to, and what a person must look at."""

    units: list[Progress]
    sheets: list[Sheet]
    period: Period
    problems: list[str] = field(default_factory=list)


@click.command(name="score")
@click.argument("ledger", type=_FILE, nargs=-1)
@click.option("--scheme", default="", help="考核办法：现成的名称（延安、某市、城建、绵阳）或文件，写法见 docs/rules.md")
@click.option("--boards", "lists", default="", help="红黑榜照哪个办法，默认用考核办法自己的")
@click.option("--given", type=_FILE, help="登记文件（TOML）：由人登记的分数和次数，每条有理由")
@click.option("--exempt", multiple=True, help="因不可抗力不上黑榜的单位，可给多个")
@click.option("--course", type=_FILE, help="考核汇总文件（TOML）：各月台账，季、年怎样平均；给了就不用给台账")
@click.option("--period", default="", help="数据截至何时，如 2026-10；不给则按台账所写")
@click.option("--out", type=_FILE, help="另存成工作簿，如 考核.xlsx")
@click.option("--json", "as_json_text", is_flag=True, help="输出 JSON")
def score_command(*, ledger: tuple[Path, ...], course: Path | None, as_json_text: bool, **options: Any) -> int:
    """考核评分：每个单位逐项的得分、规则和数字，没有评分的写明原因，红黑榜，月、季、年。"""
    if bool(ledger) == bool(course):
        raise SettingsError("请给出台账，或用 --course 给出考核汇总文件，两者给一样")
    found = _course(course, **options) if course else _month(ledger, **options)
    say(found if as_json_text else _lines(found))
    if out := options["out"]:
        ensure_folder(out.parent)
        write_whole(out, scores_workbook(found))
        click.echo(f"工作簿在 {out}", err=as_json_text)
    return WITH_PROBLEMS if found["problems"] or any(unit["unscored"] for unit in found["units"]) else DONE


def _month(ledger: Sequence[Path], *, scheme: str, lists: str, given: Path | None, **options: Any) -> dict[str, Any]:
    chosen = _scheme(scheme)
    scored = _scored(open_ledgers(ledger), chosen, _entries(given), options["period"])
    exempt = frozenset(options["exempt"])
    listed = boards(rank_apart(scored.units), find_scheme(lists) if lists else chosen, exempt)
    found = score_json(chosen, scored.sheets, listed)
    return {**found, "period": str(scored.period), "problems": scored.problems}


def _course(path: Path, *, scheme: str, **unused: Any) -> dict[str, Any]:
    if any(unused[name] for name in ("lists", "given", "exempt", "period")):
        raise SettingsError("用了 --course，登记、期间写在考核汇总文件里，红黑榜按月另出，请去掉这几个选项")
    course = load_course(config.file_bytes(path, f"考核汇总文件“{path}”"), path.name)
    chosen = _scheme(scheme or course.scheme)
    if not chosen.items:
        raise SettingsError(f"考核办法“{chosen.name}”只有红黑榜，没有评分项目，不能汇总，请换一个办法")
    months = {name: scored for name, scored in _stages(course, chosen, path.parent)}
    scores = course_scores({name: scored.sheets for name, scored in months.items()}, course.means)
    problems = [f"{name}：{text}" for name, scored in months.items() for text in scored.problems]
    for name, scored in months.items():
        problems += [
            f"{name}：{sheet.name}的{'、'.join(sheet.unscored)}没有评分，当月不计得分"
            for sheet in scored.sheets
            if sheet.unscored
        ]
    return {**score_json(chosen, (), ()), "course": course_json(scores), "problems": problems}


def _stages(course: Course, scheme: Scheme, folder: Path) -> Iterator[tuple[str, _Scored]]:
    """Each month scored from its files, which stand beside the course file."""
    for stage in course.stages:
        readings = open_ledgers([folder / name for name in stage.ledgers])
        entries = _entries(folder / stage.given if stage.given else None)
        yield stage.name, _scored(readings, scheme, entries, stage.period)


def _scheme(name: str) -> Scheme:
    if not name:
        raise SettingsError("没有说照哪个考核办法打分，请用 --scheme 给出，现成的有：延安、某市、城建、绵阳")
    return find_scheme(name)


def _entries(path: Path | None) -> dict[str, dict[str, Given]]:
    return load_given(config.file_bytes(path, f"登记文件“{path}”"), path.name) if path else {}


def _scored(
    readings: Sequence[Reading], scheme: Scheme, entries: Mapping[str, Mapping[str, Given]], period: str
) -> _Scored:
    asked = read_asked_period(period)
    inputs = gather(readings, period=str(asked.whole_month) if asked else "")
    found = asked or inputs.need_period()
    units = scored_units(inputs.projects, inputs.units, found)
    if not units:
        raise PaperError("台账里没有读到任务单位，项目也没有写责任单位，不知道给谁评分，请检查文件")
    sheets = score_units(units, inputs.projects, found, scheme, entries)
    lost = [sentence for _, sentence in strays(entries, [unit.name for unit in units], scheme)]
    return _Scored(units, sheets, found, [*lost, *bad_cells(readings)])


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    """The scheme, each unit's sum and lines, the boards, the course, and what a person must look at."""
    yield f"考核办法：{found['scheme']}" + (f"（{found['source']}）" if found["source"] else "")
    for unit in found["units"]:
        veto = f"（{unit['vetoed']}）" if unit["vetoed"] else ""
        place = f"，第{unit['place']}" if unit["place"] else "，没有年度计划，不参评" if unit["idle"] else ""
        verdict = f"，{unit['class']}" if unit["class"] and (unit["vetoed"] or not unit["idle"]) else ""
        yield f"{unit['name']}：{unit['score'] or GAP} 分{place}{verdict}{veto}"
        for line in unit["lines"]:
            yield f"  {line['item']} {line['points'] or GAP}：{line['words']}"
        if unit["unscored"]:
            yield f"  ！ 没有评分：{'、'.join(unit['unscored'])}，得分里没有这几项"
    yield from (f"{item['board']}：{item['name']}，{item['reason']}" for item in found["boards"])
    for unit in found.get("course", []):
        said = "，".join(f"{score['name']} {score['score'] or GAP}" for score in unit["scores"])
        yield f"{unit['name']}：{said}"
        yield from (f"  {score['formula']}" for score in unit["scores"] if "未计入" in score["formula"])
    yield from (f"  ！ {text}" for text in found["problems"])
