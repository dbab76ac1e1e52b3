"""What the rules say of a paper before it is signed."""

from __future__ import annotations

from typing import Any

import pytest

from service.papers.findings import findings
from service.papers.office_facts import Issuer, Office
from service.wording import GAP


class Draft:
    """Of a draft only what its paper says."""

    def __init__(self, **data: Any) -> None:
        self.data = data


OFFICE = Office(Issuer("安澜县重点项目建设指挥部办公室"), approved_by="县人民政府")
NOBODY = Office(Issuer("安澜县重点项目建设指挥部办公室"))
LIGHT = "责令限期整改"


@pytest.mark.parametrize(
    ("office", "data", "said", "is_open"),
    [
        (OFFICE, {"主送": "住建局"}, "用“文件”", False),
        (OFFICE, {"责任单位": "栖云镇人民政府"}, "文中写明“经县人民政府同意”", False),
        (NOBODY, {"主送": "栖云镇人民政府"}, "要写明经谁同意", True),
        (OFFICE, {"依据条款": GAP}, "没有写明依据", True),
        (OFFICE, {"处理建议": ["建议对责任人予以诫勉，按管理权限研究处理"]}, "只能建议有权机关决定", False),
        (OFFICE, {"期限": {"复核": "30日", "申诉": "1个月"}, "救济": "申诉"}, "申诉的期限1个月", False),
        (OFFICE, {"期限": {"反馈": "5个工作日"}}, "反馈的期限5个工作日", False),
    ],
)
def test_each_rule_is_told_with_its_source(office: Office, data: dict[str, Any], said: str, is_open: bool) -> None:
    found = findings(office, Draft(**data))  # type: ignore[arg-type]
    told = [each for each in found if said in each.says]
    assert [each.open for each in told] == [is_open]
    assert is_open or told[0].source
    assert not any("复核的期限" in each.says for each in found)


def test_a_paper_that_says_nothing_of_it_has_no_findings() -> None:
    assert findings(OFFICE, Draft(项目名称="云溪河综合治理工程")) == []  # type: ignore[arg-type]
