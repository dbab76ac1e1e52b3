"""An invented workbook of projects and of what stands in their way, of any length, and the script people write today
to make dispatch orders of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from openpyxl import Workbook

UNITS = ("县交通运输局", "县水利局", "县自然资源和规划局", "望舒乡", "枕石镇", "采薇乡", "漱玉镇", "栖云镇")
MEETING = """[meeting]
kind = "周调度会"
name = "安澜县重点项目建设周调度会"
time = "2026年11月27日（星期五）上午9:00"
place = "县政务服务中心三楼会议室"
host = "县政府分管负责人"
paper_date = "2026年11月23日"
approved_by = "县人民政府"

[issuer]
name = "安澜县重点项目建设指挥部办公室"
short = "安重办"
contact = "办公室值班员"
phone = "0000-5550102"
"""
# As it is written in thousands of offices; only what the template asks for is computed, nothing is checked.
SCRIPT = """
import datetime, io, sys, zipfile
from decimal import Decimal
import pandas
from docxtpl import DocxTemplate
from jinja2 import Environment
from service.wording import FILTERS

book, template, made = sys.argv[1:]
environment = Environment()
environment.filters.update(FILTERS)
projects = pandas.read_excel(book, sheet_name="项目台账", header=2).set_index("项目名称")
issues = pandas.read_excel(book, sheet_name="问题清单", header=2)
with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
    for _, issue in issues.iterrows():
        project = projects.loc[issue["项目名称"]]
        plan, done = Decimal(str(project["年度计划投资"])), Decimal(str(project["本年累计完成投资"]))
        document = DocxTemplate(template)
        document.render({
            "发文机关": {"全称": "安澜县重点项目建设指挥部办公室"}, "文号": "安重办调〔2026〕　　号",
            "来源": issue["问题来源"], "经同意": "", "项目名称": issue["项目名称"],
            "责任单位": issue["责任单位"], "配合单位": issue["配合单位"], "责任人": issue["责任人"],
            "包联领导": issue["包联领导"], "问题": issue["存在问题"], "原因": issue["问题原因"],
            "交办事项": issue["处理建议"], "办理时限": issue["办理时限"].date(),
            "反馈要求": "请于办理时限前以书面形式反馈办理情况，加盖公章并附佐证材料",
            "交办日期": datetime.date(2026, 11, 23), "联系人": "办公室值班员", "联系电话": "0000-5550102",
            "项目": {
                "总投资": Decimal(str(project["总投资"])), "年度计划": plan, "累计完成": done,
                "完成率": done / plan, "进度差": done / plan - Decimal(10) / 12,
                "目标节点": "——", "形象进度": project["形象进度"],
            },
        }, environment)
        stream = io.BytesIO()
        document.save(stream)
        package.writestr(f"项目调度单（{issue['责任单位']}·{issue['项目名称']}）.docx", stream.getvalue())
"""
_PROJECT = (
    *("序号", "项目名称", "责任单位", "建设性质", "总投资", "年度计划投资", "本年累计完成投资", "计划开工时间"),
    *("形象进度", "包联领导"),
)
_ISSUE = (
    *("序号", "项目名称", "存在问题", "问题原因", "处理建议", "责任单位", "配合单位", "责任人", "包联领导", "问题来源"),
    *("交办文号", "交办日期", "办理时限", "办理情况", "问题级别"),
)


def write_book(path: Path, rows: int) -> None:
    """A workbook of so many projects and an open issue, not yet ordered, about each."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("项目台账")
    for line in (["安澜县2026年重点项目台账"], ["截至2026年10月底", "单位：万元"], list(_PROJECT), *_projects(rows)):
        sheet.append(line)
    sheet = book.create_sheet("问题清单")
    for line in (["安澜县重点项目存在问题清单"], ["截至2026年11月23日"], list(_ISSUE), *_issues(rows)):
        sheet.append(line)
    book.save(path)


def _name(number: int) -> str:
    return f"安澜县第{number}号重点工程建设项目"


def _unit(number: int) -> str:
    return UNITS[number % len(UNITS)]


def _projects(rows: int) -> Iterator[list[object]]:
    dice = random.Random(2026)  # noqa: S311 - the same workbook every time
    for number in range(1, rows + 1):
        total = dice.randint(1_000, 90_000)
        plan = round(total * dice.uniform(0.1, 0.5))
        yield [
            *(number, _name(number), _unit(number), dice.choice(("续建", "新建")), total, plan),
            *(round(plan * dice.uniform(0.1, 1.0), 2), date(2026, 3, 1)),
            *(f"完成主体施工第{dice.randint(1, 30)}层", "县政府分管负责人"),
        ]


def _issues(rows: int) -> Iterator[list[object]]:
    dice = random.Random(11)  # noqa: S311
    for number in range(1, rows + 1):
        wells = dice.randint(2, 90)
        yield [
            *(number, _name(number), f"施工范围内{wells}处管线没有迁改", f"其中{wells // 2}处产权单位尚未确认方案"),
            *("由牵头单位组织产权单位确定迁改方案，限期完成迁改", _unit(number), _unit(number + 1), "坦之"),
            *("县政府分管负责人", "县重点项目周调度会", None, None, date(2027, 1, dice.randint(4, 29))),
            *("未办结", dice.choice(("一般", "重大"))),
        ]
