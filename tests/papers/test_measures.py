"""Measures of accountability: light ones are taken, heavier ones proposed, a 处分 refused; terms and lengths."""

from __future__ import annotations

from typing import Any

import pytest

from service.assembly.gongwen_check.profile import load_profile
from service.papers import find, limits_of, too_long
from service.papers.authority import authority
from service.papers.lengths import characters
from service.papers.measures import measures_for, overreach
from tests.figures.made import project
from tests.layout.contexts import long, sample
from tests.papers.made import inputs, meeting, planned, topic

HQ = "安澜县重点项目建设指挥部办公室"
LATE: dict[str, Any] = {"order_number": "安重办调〔2026〕3号", "status": "未办结", "deadline": (2026, 11, 1)}


def notice(*, proposal: str = "由镇政府牵头谈妥", **changed: Any) -> tuple[dict[str, Any], str]:
    """The context of the one accountability notice, or why it is held back."""
    drafts, held = planned("问责通知书", inputs(topics=[topic(proposal=proposal, **LATE)], at=meeting(**changed)))
    return (dict(drafts[0].context) if drafts else {}), (held[0].reason if held else "")


def test_the_usual_measures_are_light() -> None:
    context, reason = notice()
    assert reason == ""
    assert context["处理方式"] == [
        "责令限期整改，在整改期限内办结该事项",
        "责令你单位就逾期未办结的原因作出书面检查",
        "在全县重点项目建设调度范围内予以通报",
    ]
    assert context["处理建议"] == []


@pytest.mark.parametrize(
    ("measure", "taken", "proposed"),
    [
        ("通报批评。", "予以通报", ""),
        ("约谈主要负责人", "由我办约谈", ""),
        ("年度考核扣分", "按规定扣分", ""),
        ("检查", "书面检查", ""),
        (
            "对分管负责人予以诫勉",
            "",
            "建议有管理权限的党组织按照管理权限和规定程序研究处理",
        ),
        ("停职检查", "", "（建议方式：停职检查）"),
        ("罚款", "", "建议有处罚权的行政机关依法调查处理"),
        ("立案", "", "按规定移送监察机关处理"),
        ("建议任免机关按管理权限研究给予处分", "", "建议任免机关按管理权限研究给予处分"),
    ],
)
def test_what_is_heavier_is_proposed(measure: str, taken: str, proposed: str) -> None:
    found = measures_for([measure], "全县", "我办")
    assert found.refused == ""
    assert (len(found.taken), len(found.proposed)) == (bool(taken), bool(proposed))
    assert taken in "".join(found.taken)
    assert proposed in "".join(found.proposed)


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("给予记过处分", "处分只能由任免机关、单位或者监察机关、有管理权限的党组织按程序作出"),
        ("警告", "《公职人员政务处分法》"),
        ("撤职", "本单位不能作出"),
        ("罚站", "“罚站”不认识，本单位可以用的有：限期整改、书面检查、通报、约谈、扣分"),
    ],
)
def test_a_disciplinary_decision_is_refused(measure: str, words: str) -> None:
    context, reason = notice(meeting__measures=["限期整改", measure])
    assert context == {}
    assert words in reason


@pytest.mark.parametrize(
    ("proposal", "words"),
    [
        ("责成镇政府谈妥，给予分管副镇长记大过", "写了“记大过”"),
        ("对责任人免职", "请改写为“建议……按管理权限研究处理”"),
        ("建议对责任人按管理权限免职", ""),
        ("由县自然资源局依法予以罚款", ""),
        ("登记过的补偿款尽快发放", ""),  # 登记过 is no 记过
        ("设置警告标志，完成企业改组", ""),
    ],
)
def test_a_decision_among_the_issues_holds_the_notice_back(proposal: str, words: str) -> None:
    _, reason = notice(proposal=proposal)
    assert words in reason
    assert bool(reason) == bool(words)


def test_a_bulletin_that_decides_too_much_is_held_back() -> None:
    steps = ["加快进度。", "连续两次滞后的，一律免职。"]
    given = inputs(projects=[project(plan="9", done="1")], at=meeting(meeting__next_steps=steps))
    drafts, held = planned("进展通报", given)
    assert drafts == []
    assert "next_steps）写了“免职”" in held[0].reason
    assert overreach(["违反纪律的，依规依纪给予处分。", "逾期的发出黄牌警告。"], "下步要求") == ""


@pytest.mark.parametrize(
    ("issuer", "addressees", "form", "mark", "number"),
    [
        (
            HQ,
            "各乡镇人民政府，县直有关单位",
            "信函",
            HQ,
            "安重办函〔",
        ),
        (HQ, "县直有关单位", "文件", f"{HQ}文件", "安重办〔"),
        ("安澜县人民政府办公室", "各乡镇人民政府", "文件", "安澜县人民政府办公室文件", "安重办〔"),
    ],
)
def test_a_bulletin_goes_in_the_form_that_is_allowed(
    issuer: str, addressees: str, form: str, mark: str, number: str
) -> None:
    at = meeting(issuer__name=issuer, meeting__bulletin_addressees=addressees)
    drafts, _ = planned("进展通报", inputs(projects=[project(plan="9", done="1")], at=at))
    context = drafts[0].context
    assert (context["行文格式"], context["发文机关"]["标志"]) == (form, mark)
    assert str(context["文号"]).startswith(number)


def test_a_section_of_a_department_writes_to_nobody() -> None:
    at = meeting(issuer__name="县发展和改革局投资科")
    drafts, held = planned("会议通知", inputs(at=at))
    assert drafts == []
    assert {item.subject for item in held} == {"县水利局", "栖云镇"}
    assert all("第十七条" in item.reason for item in held)


@pytest.mark.parametrize(("issuer", "remedy"), [(HQ, "复核"), ("中共安澜县委", "申诉")])
def test_the_remedy_is_that_of_the_issuer(issuer: str, remedy: str) -> None:
    context, _ = notice(issuer__name=issuer)
    assert context["救济"] == remedy
    assert context["期限"] == {"反馈": "5个工作日", "陈述申辩": "5个工作日", "复核": "30日", "申诉": "1个月"}


def test_a_text_that_is_too_long_is_told() -> None:
    paper = find("进展通报")
    short, grown = sample(paper.id), long(paper.id)
    assert too_long(limits_of(paper.title), paper.compile().render(short)) == []
    grown["下步要求"] = ["紧盯滞后项目，逐项明确赶工措施和完成时限。" * 10] * 30
    document = paper.compile().render(grown)
    (said,) = too_long(limits_of(paper.title), document)
    assert said.startswith(f"正文约{characters(document)}字，综合性文件一般不超过5000字（《整治形式主义")
    assert too_long(limits_of("项目册子"), document) == []


def test_the_checker_knows_the_same_length() -> None:
    assert load_profile().limits["characters"] == max(limit.characters for limit in authority().lengths)
