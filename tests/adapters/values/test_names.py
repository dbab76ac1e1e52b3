"""Units, people and telephone numbers in one cell."""

from __future__ import annotations

import pytest

from data_adapters import values
from data_adapters.values import People
from tests.adapters.values.tables import cases

UNITS = cases("""
县水利局 => 县水利局
县交通运输局、衔月镇、听泉镇 => 县交通运输局|衔月镇|听泉镇
县水利局，枕石镇 => 县水利局|枕石镇
县水利局;枕石镇/听泉镇 => 县水利局|枕石镇|听泉镇
县水利局\\n枕石镇 => 县水利局|枕石镇
县水利局 枕石镇 => 县水利局|枕石镇
县水利局    枕石镇 => 县水利局|枕石镇
县 水 利 局 => 县水利局
安澜县城市建设投资\\n有限公司 => 安澜县城市建设投资有限公司
、枕石镇 => 枕石镇
县发改局、县发改局 => 县发改局
县发展和改革局 => 县发展和改革局
县人力资源和社会保障局 => 县人力资源和社会保障局
县住房和城乡建设局、县农业农村和水利局 => 县住房和城乡建设局|县农业农村和水利局
县文化和旅游局与县教育局 => 县文化和旅游局|县教育局
县发改局和县财政局 => 县发改局|县财政局
县发改局及县财政局 => 县发改局|县财政局
县发展和改革局和县自然资源和规划局 => 县发展和改革局|县自然资源和规划局
栖云镇和枕石镇 => 栖云镇|枕石镇
牵头：县发改局；配合：县财政局 => 县发改局|县财政局
配合：县财政局；牵头：县发改局 => 县发改局|县财政局
牵头单位：县发改局\\n配合单位：县财政局、栖云镇 => 县发改局|县财政局|栖云镇
责任单位：县水利局 => 县水利局
第一责任单位：县水利局，配合单位：枕石镇、听泉镇 => 县水利局|枕石镇|听泉镇
县发改局（牵头）、县财政局 => 县发改局|县财政局
县财政局、县发改局（牵头） => 县发改局|县财政局
县财政局(配合)、县发改局(牵头单位) => 县发改局|县财政局
县发改局等 => 县发改局
县发改局等5个部门 => 县发改局
县发改局、县财政局等有关单位 => 县发改局|县财政局
县发改局（项目办、能源股）、栖云镇 => 县发改局（项目办、能源股）|栖云镇
县水利局（县河长办） => 县水利局（县河长办）
县水利局    张某 => 县水利局
县水利局 王某某、枕石镇 李某 => 县水利局|枕石镇
张某 => 张某
待定 => 待定
栖云镇和平村民委员会、枕石镇 => 栖云镇和平村民委员会|枕石镇
栖云乡和枕石乡 => 栖云乡|枕石乡
安澜县城投公司与县财政局 => 安澜县城投公司|县财政局
安澜县和平水务有限公司 => 安澜县和平水务有限公司
""")
PEOPLE = cases("""
县发改局   张某 => 县发改局;张某;;
县发改局（张某某） => 县发改局;张某某;;
县发改局(张某某 13800000000) => 县发改局;张某某;13800000000;
县发改局张某某 => 县发改局;张某某;;
张某某 13800000000 => ;张某某;13800000000;
张某某13800000000 => ;张某某;13800000000;
张某某：13800000000 => ;张某某;13800000000;
栖云镇/李某 => 栖云镇;李某;;
责任人：王某 => ;王某;;
联系人：张某某 联系电话：138 0000 0000 => ;张某某;13800000000;
138-0000-0000 => ;;138-0000-0000;
+86 13800000000 => ;;13800000000;
张某、李某 => ;张某、李某;;
方某某/13900000000\\n李某/13900000001 => ;方某某、李某;13900000000、13900000001;
安澜县城投公司 王某 0830-5550102 => 安澜县城投公司;王某;0830-5550102;
（0830）5550102 张某 => ;张某;(0830)5550102;
5550102 => ;;5550102;
55501020 => ;;55501020;
5550102-8001 => ;;5550102-8001;
欧阳某某 => ;欧阳某某;;
王局长 => ;王局长;;
李某局长 => ;李某局长;;
李× => ;李×;;
张** => ;张**;;
县水利局 刘工 => 县水利局;刘工;;
枕石镇人民政府 副镇长 张某 => 枕石镇人民政府;张某;;副镇长
张三丰 另有说明 => ;张三丰;;另有说明
阿依古丽·某某 => ;阿依古丽·某某;;
县住建局 => 县住建局;;;
石镇 => 石镇;;;
王庄镇 => 王庄镇;;;
王庄村 => 王庄村;;;
江北区 => 江北区;;;
张会 => ;张会;;
县水利局、枕石镇 => 县水利局、枕石镇;;;
""")


@pytest.mark.parametrize(("cell", "expected"), UNITS)
def test_units_of_a_cell(cell: str, expected: str) -> None:
    assert "|".join(values.units(cell)) == expected
    assert values.lead_unit(cell) == expected.split("|", maxsplit=1)[0]


@pytest.mark.parametrize("cell", ["", " ", "、", "\n", "牵头："])
def test_no_unit(cell: str) -> None:
    assert values.units(cell) == ()
    assert values.lead_unit(cell) == ""


@pytest.mark.parametrize(("cell", "expected"), PEOPLE)
def test_unit_person_and_number_of_a_cell(cell: str, expected: str) -> None:
    found = values.people(cell)
    assert ";".join((found.unit, found.person, found.phone, found.rest)) == expected


@pytest.mark.parametrize("cell", [13800000000.0, 13800000000, "13800000000", "１３８００００００００"], ids=repr)
def test_a_number_cell_is_a_telephone_number(cell: values.Raw) -> None:
    assert values.people(cell) == People(phone="13800000000")


@pytest.mark.parametrize("text", ["、" * 20000, "县水利局和" * 5000, "（" * 20000, "1" * 20000, "张" * 20000], ids=len)
def test_long_cells_are_read_in_their_stride(text: str) -> None:
    assert isinstance(values.units(text), tuple)
    assert isinstance(values.people(text), People)
