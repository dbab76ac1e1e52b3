"""The 填报单位 line of a form, wherever it stands and however it is written."""

from __future__ import annotations

import pytest

from data_adapters.containers import open_grids
from data_adapters.sender import sender_in
from tests.adapters.building import workbook

_TABLE = "序号 | 项目名称 | 年度计划投资\n1 | 滨河路 | 100"


@pytest.mark.parametrize(
    ("description", "unit"),
    [
        (f"填报单位：栖云镇\n{_TABLE}", "栖云镇"),
        (f"填报单位（盖章）：栖云镇人民政府    填报人：某某\n{_TABLE}", "栖云镇人民政府"),
        (f"填报单位：栖云镇 填报日期：2026年10月\n{_TABLE}", "栖云镇"),
        (f"填报单位: 栖云镇；单位：万元\n{_TABLE}", "栖云镇"),
        (f"重点项目周报\n上报单位： | 栖云镇 | | 单位：万元\n{_TABLE}", "栖云镇"),
        (f"重点项目周报\n报送单位（公章）： | | 栖云镇\n{_TABLE}", "栖云镇"),
        (f"{_TABLE}\n|\n填报单位：栖云镇", "栖云镇"),
        (f"单位：万元\n{_TABLE}", ""),
        ("序号 | 项目名称 | 填报单位 | 年度计划投资\n1 | 滨河路 | 栖云镇 | 100", ""),  # a column is not a line
        (f"填报单位：\n{_TABLE}", ""),
        (f"填报单位： | 填报人：\n{_TABLE}", ""),
        (f"@sheet 封面\n填报单位：栖云镇\n@sheet 台账\n{_TABLE}", "栖云镇"),
    ],
)
def test_sender(description: str, unit: str) -> None:
    assert sender_in(open_grids(workbook(description), "报表.xlsx")[1]) == unit
