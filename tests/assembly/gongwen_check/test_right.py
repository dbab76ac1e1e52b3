"""What is right is left alone: sentences and tables that come near a fault."""

from __future__ import annotations

from datetime import date

import pytest

from service.assembly.gongwen_check import check, load_profile
from tests.assembly import docx_builder as raw
from tests.assembly.gongwen_check.made import paper

STANDARD = load_profile()
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "words",
    [
        "产业项目占比提高到35%",
        "完成率为84.4%，比上月提高3.2个百分点",
        "完成率超过100%，且在前5名之列",
        "增加A-1号楼和3-1号楼两个单体",
        "近年来累计投资10余亿元，近3年签约20多个项目",
        "约300户，另有20余户正在协商",
        "道路全长5千米，供电2千伏",
        "会议于上午9:30召开，比例为1∶500，电话：0000-5550102",
        "应于2026年11月10日前办结，但至今未办结",
        "参见《安澜县重点项目管理办法》（安政发〔2025〕6号）第三条",
        "分为“红”“黄”“蓝”三色，《办法》《细则》同时执行",
        "2026年1—10月，2025—2026年，15%～30%",
        "下降2.1%，降幅收窄1.5个百分点",
        "查阅http://example.invalid/a，文件名为报表.xlsx",
        "（一期）已完工，（二期）……尚在论证",
        "3个标段、25年10个月的运营期",
        "请于收到之日起5个工作日内反馈",
        "型号为DN800，执行GB/T 9704—2012",
        "税收由2.0亿元提高到2.2亿元，同比增长10%",
        "增速由5.0%提高到6.0%，环比提高20%",
        "完成率由87.2%提高到91.1%，提高3.9个百分点",
        "总投资10亿元，其中中央资金6亿元、地方配套4亿元",
        "总投资10亿元，其中中央资金6亿元，累计完成投资8亿元",
        "总投资10亿元，其中0.6亿元用于征地",
        "总投资10亿元，其中土建12项、设备30台",
        "新建项目20个（其中工业12个），续建项目40个",
        "工业占60%，基础设施占30%，其余为民生项目",
        "工业占33.3%，基础设施占33.3%，民生占33.3%",
        "工业占60%，民生占30%",
        "栖云镇占全县的20%，枕石镇占全县的15%，听泉镇占全县的10%",
        "投资36000万元，占120000万元的30.0%",
        "投资3.6亿元，占年度计划12亿元的30%",
        "年度计划投资120.40亿元，累计完成投资101.64亿元，完成率84.4%",
        "年度计划投资12亿元，本月完成投资1.0亿元，完成率84.4%",
        "二〇二六年规划",
        "流转土地3,200亩，拆迁1,150户，面积8000年未变",
    ],
)
def test_sentence(words: str) -> None:
    document = paper(("规划选址已经确定", words))
    assert [str(each) for each in check(document, profile=STANDARD, today=TODAY)] == []


def grid(*lines: str) -> bytes:
    rows = [raw.row(*line.split("|")) for line in lines]
    return raw.docx(raw.table(len(lines[0].split("|")), *rows))


def codes(document: bytes) -> set[str]:
    kept = ("table-", "rank-")
    return {each.code for each in check(document, profile=STANDARD) if each.code.startswith(kept)}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("序号|项目|投资;1|甲|10;2|乙|20;合计||30", set()),
        ("序号|项目|投资;合计||30;1|甲|10;2|乙|20", set()),
        ("序号|项目|投资;1|甲|10;2|乙|20;合计||31", {"table-sum"}),
        ("序号|项目|投资;一|工业|30;1|甲|10;2|乙|20;二|民生|5;3|丙|5;合计||35", set()),
        ("序号|项目|投资;一|工业|30;1|甲|10;2|乙|20;二|民生|5;3|丙|5;合计||36", {"table-sum"}),
        ("项目|投资;甲|10;乙|20;小计|30;丙|5;丁|6;小计|11;合计|41", set()),
        ("项目|投资;甲|10;乙|20;小计|30;丙|5;丁|6;小计|11;合计|82", {"table-sum"}),
        ("项目|投资;合计|100;其中：工业|30;民生|20", set()),
        ("项目|投资;工业类|30;甲|10;乙|20;民生类|5;丙|5;合计|35", set()),
        ("项目|投资;甲|10;乙|——;合计|30", set()),
        ("项目|完成率;甲|50.0;乙|60.0;合计|55.0", set()),
        ("项目|投资;甲|1,200.5;乙|300.5;合计|1,501.0", set()),
        ("项目|占年度计划比重;甲|50;乙|60", set()),
        ("项目|占比;甲|33.3;乙|33.3;丙|33.3", set()),
        ("单位|年度计划（亿元）|累计完成（万元）|完成率;甲|1|5000|50.0", set()),
        ("单位|年度计划|累计完成|完成率;甲|3|1|33.3%;乙|0|0|——", set()),
        ("单位|排名|得分;甲|2|90;乙|1|95;丙|2|90;丁|4|80", set()),
        ("单位|排名|得分;甲|1|90;乙|2|95", {"rank-order"}),
        ("单位|排名|得分;甲|1|90;乙|1|90;丙|2|80", {"rank-sequence"}),
    ],
)
def test_table(lines: str, found: set[str]) -> None:
    assert codes(grid(*lines.split(";"))) == found
