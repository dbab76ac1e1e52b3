"""Units under their many spellings, and units that only look alike."""

from __future__ import annotations

import pytest

from service.figures.unit_names import mentioned, same_unit, unit_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("县发展和改革局", "发改局"),
        ("县发展和改革局", "县发改局"),
        ("安澜县发改委", "县发展和改革局"),
        ("县住房和城乡建设局", "安澜县住建局"),
        ("县市场监督管理局", "市场监管局"),
        ("县城市管理局", "城管局"),
        ("县卫生健康局", "卫健委"),
        ("县文化和旅游局", "县文旅局"),
        ("栖云镇", "栖云镇人民政府"),
        ("栖云镇", "栖云镇政府（盖章）"),
        ("栖云镇", "安澜县栖云镇"),
        ("望舒街道", "望舒街道办事处"),
        ("县供电公司", "供电公司"),
        ("经开区管委会", "安澜县经济开发区管委会"),
        ("县水利局", " 县 水利局"),
        ("县水利局（盖章）", "水利局"),
    ],
)
def test_one_unit(one: str, other: str) -> None:
    assert unit_key(one) == unit_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("栖云镇", "枕石镇"),
        ("栖云镇", "栖云乡"),
        ("县教育局", "县交通运输局"),
        ("高新区管委会", "经开区管委会"),
        ("城市建设投资公司", "建设投资公司"),
        ("县政府", "县委"),
        ("市政公司", "公司"),
        ("社区服务中心", "服务中心"),
        ("枕石镇中学", "枕石镇"),
    ],
)
def test_two_units(one: str, other: str) -> None:
    assert unit_key(one) != unit_key(other)


_LIST = ("栖云镇", "枕石镇", "县发展和改革局", "县水利局", "市水利局")


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("发改局", "县发展和改革局"),
        ("栖云镇人民政府", "栖云镇"),
        ("县水利局", "县水利局"),
        ("市水利局", "市水利局"),
        ("水利局", ""),  # two of the list go by that name: not guessed
        ("听泉镇", ""),
    ],
)
def test_the_one_on_the_list(name: str, unit: str) -> None:
    assert same_unit(name, _LIST) == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("栖云镇2026年10月重点项目周报", "栖云镇"),
        ("栖云镇.xlsx", "栖云镇"),
        ("发改局10月报表（改）.xlsx", "县发展和改革局"),
        ("安澜县发改委 周报", "县发展和改革局"),
        ("栖云镇、枕石镇.xlsx", ""),
        ("县水利局.xlsx", "县水利局"),
        ("周报.xlsx", ""),
        ("听泉镇.xlsx", ""),
    ],
)
def test_the_one_a_text_speaks_of(text: str, unit: str) -> None:
    assert mentioned(text, _LIST) == unit
