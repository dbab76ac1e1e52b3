"""份号, 密级 and 紧急程度: from the meeting file to the papers, and what no official paper may bear."""

from __future__ import annotations

import io

import pytest
from docx import Document

from service.errors import SettingsError
from service.papers import find
from service.papers.grades import NO_GRADES, Grades
from tests.figures.made import project
from tests.papers.made import inputs, meeting, planned, topic


@pytest.mark.parametrize("paper", ["meeting_notice", "progress_bulletin"])
def test_papers_bear_what_the_meeting_file_gives(paper: str) -> None:
    at = meeting(meeting__urgency="特急", meeting__secrecy="秘密★1年", meeting__copy_number="000001")
    drafts = planned(paper, inputs(projects=[project()], at=at))[0]
    assert drafts[0].context["版头"] == {"份号": "000001", "密级": "秘密★1年", "紧急程度": "特急"}


@pytest.mark.parametrize("paper", ["criticism_circular", "accountability_notice"])
def test_papers_of_overdue_matters_bear_them_too(paper: str) -> None:
    late = topic(
        "望舒大道", order_number="安重调〔2026〕3号", deadline=(2026, 8, 1), proposal="完成征地", status="未办结"
    )
    made = planned(paper, inputs(topics=[late], at=meeting(meeting__urgency="特急")))[0]
    assert [draft.context["版头"]["紧急程度"] for draft in made] == ["特急"]
    printed = find(paper).compile().render(made[0].context)
    assert "特急" in "".join(Document(io.BytesIO(printed)).element.body.itertext())


def test_papers_bear_none_by_default() -> None:
    assert meeting().grades == NO_GRADES
    assert set(NO_GRADES.context().values()) == {""}


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        ({"urgency": "火急"}, "“火急”.*“特急”或“加急”"),
        ({"secrecy": "秘密1年", "copy_number": "000001"}, "★"),
        ({"secrecy": "内部", "copy_number": "000001"}, "“内部”"),
        ({"copy_number": "1"}, "6位数字"),
        ({"secrecy": "机密★5年"}, "补上 copy_number"),
    ],
)
def test_what_no_paper_may_bear_is_refused_with_its_place(grades: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        Grades(**grades)
    with pytest.raises(SettingsError, match=rf"\[meeting\]：.*{said}"):
        meeting(**{f"meeting__{key}": value for key, value in grades.items()})
