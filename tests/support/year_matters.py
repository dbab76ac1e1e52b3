"""What the invented county's meetings deal with: problems of its projects, each with cause and proposal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random
from typing import Final

from data_adapters import Project, lead_unit
from service.registers.topics import Matter, TopicKind

PROBLEMS: Final[Sequence[tuple[str, str, str]]] = (
    ("征地补偿尚未谈妥", "五户对评估价有异议", "完成剩余五户征地补偿协议签订"),
    ("施工许可证未办结", "消防设计审查意见未落实", "补正材料，办结施工许可证"),
    ("供电专线尚未接通", "专线路径与林地交叉", "办妥林地手续，完成专线架设"),
    ("临时用地租用协议到期", "续租价格未达成一致", "议定续租价格并签订协议"),
    ("弃土场尚未落实", "原选场址在生态保护红线内", "另行选址并办妥弃土场手续"),
    ("管线迁改未完成", "迁改方案两次退回修改", "确定迁改方案，完成管线迁改"),
    ("施工便道被雨水冲毁", "排水沟没有按设计施工", "修复便道，补做排水设施"),
    ("主要设备到货延迟", "预付款没有按合同支付", "落实设备款，明确到货日期"),
    ("施工队伍力量不足", "农忙时节工人返乡", "增加两个施工班组"),
    ("配套资金未到位", "拨付申请材料不齐", "补齐材料，拨付配套资金"),
    ("环评批复尚未取得", "公示期间收到意见", "答复公示意见，取得环评批复"),
    ("初步设计审查未通过", "概算超出批复投资", "优化设计，重新报审"),
    ("进场道路限高", "道路上方有弱电线缆", "抬升线缆，恢复通行"),
    ("监理单位人员不到岗", "总监同时承担三个项目", "更换总监，人员按合同到岗"),
)
FINE: Final = ("未按批准的施工方案作业", "项目业主擅自变更工序", "按合同约定处以罚款")


def matters(projects: Sequence[Project], dice: Random) -> Iterator[Matter]:
    """Every problem of every project once, in an order the dice give; one in ten without a cause, one in fifty a
    matter of a fine."""
    pairs = list(product([project for project in projects if project.resp_unit], PROBLEMS))
    dice.shuffle(pairs)
    for project, (problem, cause, proposal) in pairs:
        clear, fine = dice.random() < 0.9, dice.random() < 0.02
        said = FINE if fine else (problem, cause, proposal)
        yield Matter(
            problem=said[0],
            cause=said[1] if clear else "",
            proposal=said[2],
            project=project.project_name,
            unit=lead_unit(project.resp_unit),
            source="周报",
            kind=TopicKind.FINE if fine else TopicKind.ORDINARY,
        )
