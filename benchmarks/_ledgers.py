"""Invented ledgers of any length, as a county would send them: the material of the benchmarks."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

HEADINGS = (
    *("序号", "项目名称", "建设性质", "建设内容及规模", "建设地点", "计划开工时间", "计划竣工时间", "总投资"),
    *("年度计划投资", "本年累计完成投资", "本月完成投资", "占年计划%", "形象进度", "责任单位", "联系人"),
)


def write_ledger(path: Path, rows: int) -> None:
    """A workbook of one sheet: title, 单位：万元, one heading row of 15 columns, then ``rows`` projects."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    for line in (["安澜县2026年重点项目台账"], ["单位：万元"], list(HEADINGS), *_projects(rows)):
        sheet.append(line)
    book.save(path)


def _projects(rows: int) -> Iterator[list[object]]:
    dice = random.Random(2026)  # noqa: S311 - the same ledger every time
    for number in range(1, rows + 1):
        total = round(dice.uniform(1_000, 90_000), dice.choice((0, 0, 1, 2)))
        plan = round(total * dice.uniform(0.1, 0.5), dice.choice((0, 1, 2)))
        done = round(plan * dice.uniform(0, 1.1), 2)
        yield [
            number,
            f"安澜县第{number}号重点工程建设项目",
            dice.choice(("续建", "新建", "预备")),
            f"建设厂房{dice.randint(1, 99)}000平方米及配套设施，购置设备{dice.randint(1, 400)}台（套）",
            dice.choice(("栖云镇", "枕石镇", "听泉镇", "经开区")),
            datetime.date(2025, dice.randint(1, 12), dice.randint(1, 28)),
            dice.choice(("2026年12月", "2027年6月底", "2027.11")),
            *(total, plan, done, round(done / 10, 2), round(done / plan * 100, 2)),
            dice.choice(("主体施工", "基础施工至第3层", "设备安装", "完成场地平整")) + str(dice.randint(1, 500)),
            dice.choice(("县发改局", "县工信局", "县交通局、县财政局", "栖云镇")),
            dice.choice(("甲某", "乙某", "丙某")),
        ]
