"""What the filled papers say: for many, one and none, and for figures nobody reported."""

from __future__ import annotations

import re
from typing import Any

import pytest

from service.papers.bulletin.annexes import annex_numbers
from service.wording import Blank
from tests.layout.contexts import GAP, PAPERS, bare, fill, long, projects, sample
from tests.layout.xml import lines

NOTICE, BULLETIN, ORDER, ACCOUNTABILITY = (
    "meeting_notice",
    "progress_bulletin",
    "dispatch_order",
    "accountability_notice",
)

NOTICE_HEADINGS = ["一、会议时间", "二、会议地点", "三、参会人员", "四、会议议程"]
BULLETIN_HEADINGS = ["一、总体情况", "二、任务单位完成情况", "三、项目推进情况"]


def headings(text: str) -> list[str]:
    return re.findall(r"^[一二三四五六七]、.+$", text, re.MULTILINE)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("context", [sample, long, bare], ids=lambda function: function.__name__)
def test_headings_count_on_and_punctuation_is_never_doubled(paper: str, context: Any) -> None:
    text = lines(fill(paper, context(paper)))
    assert "".join(heading[0] for heading in headings(text)) == "一二三四五六七"[: len(headings(text))]
    assert not re.search(r"[，。；：、]{2}|（）|\{|\}|None|nan|Undefined|^[，。；]", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("paper", "context", "expected"),
    [
        (NOTICE, sample, [*NOTICE_HEADINGS, "五、汇报事项", "六、有关要求"]),
        (NOTICE, bare, [*NOTICE_HEADINGS, "五、有关要求"]),
        (BULLETIN, sample, [*BULLETIN_HEADINGS, "四、存在问题", "五、下步要求"]),
        (BULLETIN, bare, BULLETIN_HEADINGS),
    ],
)
def test_absent_sections_close_up(paper: str, context: Any, expected: list[str]) -> None:
    assert headings(lines(fill(paper, context(paper)))) == expected


_RANKING, _CHARTS, _LATE, _CHANGED, _ALL = (
    "任务单位投资完成情况排名表",
    "重点项目投资完成情况图",
    "滞后项目情况表",
    "与上期相比变化情况表",
    "重点项目进展情况表",
)


def without(*absent: str) -> dict[str, Any]:
    """The sample without some of its annexes; 图 stands for both charts."""
    context = sample(BULLETIN) | {name: [] for name in absent}
    if "图" in absent:
        context |= {"有完成率图": False, "有计划图": False}
    return context | {"附件号": annex_numbers(context)}


@pytest.mark.parametrize(
    ("absent", "names"),
    [
        ((), [_RANKING, _CHARTS, _LATE, _CHANGED, _ALL]),
        (("排名",), [_CHARTS, _LATE, _CHANGED, _ALL]),
        (("图", "滞后项目"), [_RANKING, _CHANGED, _ALL]),
        (("排名", "图"), [_LATE, _CHANGED, _ALL]),
        (("排名", "图", "滞后项目"), [_CHANGED, _ALL]),
        (("排名", "图", "滞后项目", "变化"), [_ALL]),
    ],
)
def test_annexes_are_numbered_as_announced(absent: tuple[str, ...], names: list[str]) -> None:
    printed = lines(fill(BULLETIN, without(*absent))).split("\n")
    several = len(names) > 1
    notes = [f"{number}.{name}" if several else name for number, name in enumerate(names, 1)]
    start = printed.index(f"附件：{notes[0]}")
    assert printed[start : start + len(notes)] == [f"附件：{notes[0]}", *notes[1:]]
    labels = [line for line in printed if re.fullmatch(r"附件\d?", line)]
    assert labels == ([f"附件{number}" for number in range(1, len(names) + 1)] if several else ["附件"])
    assert [printed[printed.index(label) + 1] for label in labels] == names


def test_a_reference_names_the_number_of_its_annex() -> None:
    assert "滞后于序时进度的项目1个，详见附件3。" in lines(fill(BULLETIN, sample(BULLETIN)))
    assert "滞后于序时进度的项目1个，详见附件1。" in lines(fill(BULLETIN, without("排名", "图")))


@pytest.mark.parametrize(
    ("counts", "said", "unsaid"),
    [
        ((2, 3, 1), ["未上报累计完成投资的项目2个", "累计完成投资为0的项目3个", "不适用的项目1个"], ["各项目均已上报"]),
        ((0, 3, 0), ["累计完成投资为0的项目3个"], ["未上报累计完成投资的项目0个", "均已上报，没有", "不适用的项目"]),
        ((0, 0, 0), ["数据截至2026年10月31日，来源为各单位上报。"], ["项目0个", "均已上报"]),
    ],
)
def test_zero_missing_and_not_applicable_are_told_apart(
    counts: tuple[int, int, int], said: list[str], unsaid: list[str]
) -> None:
    context = sample(BULLETIN)
    context["总体"] |= dict(zip(("未报项目数", "零投资项目数", "不适用项目数"), counts, strict=True))
    overview = lines(fill(BULLETIN, context)).split("二、任务单位")[0]
    assert all(words in overview for words in said)
    assert not any(words in overview for words in unsaid)


def test_a_project_left_out_by_decision_is_told_as_such() -> None:
    context = sample(BULLETIN)
    assert "不计入的项目" not in lines(fill(BULLETIN, context))
    context["总体"] |= {"不计入项目数": 2}
    assert "数据有误、核对时决定不计入的项目2个，投资不列入合计和排名。" in lines(fill(BULLETIN, context))


def test_tables_show_a_gap_a_zero_and_a_not_applicable_figure() -> None:
    rows = projects(2)
    rows.append(rows[0] | {"累计完成": Blank("不适用"), "完成率": Blank("不适用"), "进度差": Blank("不适用")})
    printed = lines(fill(BULLETIN, without("排名", "滞后项目") | {"项目表": rows}))
    table = printed.split("形象进度\n")[1]
    assert [
        re.findall(rf"^(?:{GAP}|0|0\.0|-83\.3|不适用)$", row, re.MULTILINE) for row in table.split("路基完成六成")[:3]
    ] == [
        [GAP, GAP, GAP],
        ["0", "0.0", "-83.3"],
        ["不适用", "不适用", "不适用"],
    ]


def test_progress_without_figures_still_reads() -> None:
    text = lines(fill(BULLETIN, bare(BULLETIN)))
    assert "2026年1—10月，累计完成投资90.02亿元。" in text
    assert GAP not in text.split("二、")[0]


def test_last_months_needed_average_is_left_out_when_nothing_remains() -> None:
    context = sample(BULLETIN)
    context["总体"]["后续月均"] = "0"
    assert "后续各月" not in lines(fill(BULLETIN, context))
    assert "后续各月月均需完成投资15.14亿元" in lines(fill(BULLETIN, sample(BULLETIN)))


@pytest.mark.parametrize(
    ("number", "facts", "basis"),
    [
        (
            "安重办调〔2026〕12号",
            "我办以安重办调〔2026〕12号交办你单位以下事项：",
            "依据安重办调〔2026〕12号载明的责任分工",
        ),
        (GAP, "2026年10月12日，我办交办你单位以下事项：", "依据该事项交办时确定的责任分工"),
    ],
)
def test_accountability_reads_with_and_without_a_number(number: str, facts: str, basis: str) -> None:
    text = lines(fill(ACCOUNTABILITY, sample(ACCOUNTABILITY) | {"交办文号": number}))
    assert facts in text
    assert basis in text


def test_accountability_states_how_days_are_counted() -> None:
    text = lines(fill(ACCOUNTABILITY, sample(ACCOUNTABILITY)))
    assert "自办理时限届满次日起至2026年11月23日止，按自然日计算，已逾期13日。" in text


def test_accountability_imposes_only_light_measures_and_lets_the_unit_be_heard() -> None:
    text = lines(fill(ACCOUNTABILITY, sample(ACCOUNTABILITY)))
    measures = text.split("四、处理方式")[1].split("五、")[0]
    assert ["限期整改" in measures, "书面检查" in measures, "予以通报" in measures] == [True] * 3
    assert not re.search("处分|诫勉|免职|停职|撤职|警告|记过|约谈|党纪", text)
    assert "提出处理建议" in measures
    assert all(words in text for words in ("陈述申辩", "复核", "5个工作日内", "30日内"))


@pytest.mark.parametrize(("copies", "printed"), [("县政府督查室", 1), ("", 0), (GAP, 0)])
@pytest.mark.parametrize("paper", [BULLETIN, ACCOUNTABILITY])
def test_copies_are_printed_only_if_there_are_any(paper: str, copies: str, printed: int) -> None:
    text = lines(fill(paper, sample(paper) | {"抄送": copies}))
    assert text.count("抄送：") == printed
    assert text.count("印发") == 1


def test_order_prints_its_deadline_with_the_weekday() -> None:
    assert "2026年12月10日（星期四）前" in lines(fill(ORDER, sample(ORDER)))


def test_notice_asks_for_the_reply_as_its_last_requirement() -> None:
    text = lines(fill(NOTICE, sample(NOTICE)))
    assert "5. 请于2026年11月25日（星期三）下午5:00前，将参会回执（见附件1）报会议联系人。" in text
    assert "1. 请将参会回执（见附件）报会议联系人。" in lines(fill(NOTICE, bare(NOTICE)))
    assert "县政府分管负责人讲话。" in text
