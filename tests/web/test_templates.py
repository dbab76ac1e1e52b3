"""Templates through the pages: brought, refused with places, kept, released by a second person, used, given up."""

from __future__ import annotations

import io
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from docx import Document
from flask import Flask
from werkzeug.test import TestResponse

from service.papers import find
from service.papers.own import sample_of, shelf
from service.registers import own_templates
from service.registers.roles import Role
from service.store import Store
from tests.web.conftest import Visitor
from tests.web.office import ready_office
from tests.web.test_in_force import put, upload

PAPER = find("进展通报")
HOME = f"/templates/{PAPER.id}"


def changed(old: str, new: str) -> bytes:
    """Ours with the words of the first paragraph that has ``old`` changed."""
    document = Document(str(PAPER.template))
    found = next(each for each in document.paragraphs if old in each.text)
    found.text = found.text.replace(old, new)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def brought(visitor: Visitor, data: bytes, note: str = "添了一句") -> TestResponse:
    return visitor.post(HOME, file=(io.BytesIO(data), "通报.docx"), note=note)


def printed(store: Store) -> str:
    """The paper made as every face makes it, as one text."""
    paper = shelf(store.settings.templates).papers[PAPER.id]
    with ZipFile(io.BytesIO(paper.compile().render(sample_of(PAPER)))) as package:
        return package.read("word/document.xml").decode()


def test_from_a_fault_to_a_release_and_back(visitor: Visitor, visitor_of: Callable[..., Visitor], store: Store) -> None:
    bad = brought(visitor, changed("{{ 主送", "{{ 主送单位"), "添了<b>一句")
    assert bad.status_code == 422
    assert "是否应为“主送”" in bad.text
    assert "正文第" in bad.text
    assert "添了&lt;b&gt;一句" in bad.text  # what was typed is still there
    good = changed("{{ 主送", "特此告知：{{ 主送")
    kept = brought(visitor, good)
    assert kept.status_code == 303
    page = visitor.client.get(kept.location).text
    assert "检查通过" in page
    assert "要用的数据与自带的模板相同" in page
    assert "特此告知" in visitor.client.get(f"{kept.location}/trial").text
    assert "特此告知" not in visitor.client.get(f"{HOME}/trial").text
    visitor.post(f"{kept.location}/submit")
    own = visitor.post(f"{kept.location}/release", sure="1")
    assert (own.status_code, "您自己上传的" in own.text) == (403, True)
    assert "特此告知" not in printed(store)
    leader = visitor_of(Role.LEADER)
    assert "第1版" in leader.client.get("/templates").text
    asked = leader.post(f"{kept.location}/release")
    assert (asked.status_code, "用第1版模板？" in asked.text) == (200, True)
    assert leader.post(f"{kept.location}/release", sure="1").status_code == 303
    assert "特此告知" in printed(store)
    assert leader.client.get(f"{HOME}/own.docx").data == good
    assert "自己的第1版" in leader.client.get(HOME).text
    assert leader.post(f"{HOME}/ours", sure="1").status_code == 303
    assert "特此告知" not in printed(store)
    assert leader.post(f"{kept.location}/release", sure="1").status_code == 303  # the way back
    assert "特此告知" in printed(store)
    assert "恢复模板" in visitor.client.get("/admin/audit").text


def test_turned_down_with_a_reason(visitor: Visitor, visitor_of: Callable[..., Visitor], store: Store) -> None:
    version = brought(visitor, changed("{{ 主送", "致：{{ 主送")).location
    leader = visitor_of(Role.LEADER)
    assert leader.post(f"{version}/refuse", reason="不必").status_code == 422  # not handed in yet
    visitor.post(f"{version}/submit")
    assert "没有填写退回原因" in leader.post(f"{version}/refuse", reason=" ").text
    assert leader.post(f"{version}/refuse", reason="“致”字不用").status_code == 303
    assert "“致”字不用" in visitor.client.get(HOME).text
    assert leader.post(f"{version}/release", sure="1").status_code == 422


def test_a_version_brought_by_mistake_is_taken_back_and_can_come_again(visitor: Visitor) -> None:
    data = changed("{{ 主送", "致：{{ 主送")
    version = brought(visitor, data).location
    visitor.post(f"{version}/submit")
    assert "撤回这一版？" in visitor.post(f"{version}/withdraw").text
    assert visitor.post(f"{version}/withdraw", sure="1").location == HOME
    page = visitor.client.get(version).text
    assert ("已撤回" in page, "/withdraw" in page, "/submit" in page) == (True, False, False)
    assert visitor.post(f"{version}/withdraw", sure="1").status_code == 422
    assert "撤回模板" in visitor.client.get("/admin/audit").text
    assert brought(visitor, data).status_code == 303


@pytest.mark.parametrize(
    ("data", "note", "said"),
    [
        (b"", "改了", "用不了|不是|不能用"),
        (b"PK\x03\x04 broken", "改了", "用不了|不是|不能用"),
        (PAPER.template.read_bytes(), " ", "没有填写改了什么"),
    ],
)
def test_what_is_not_taken(visitor: Visitor, store: Store, data: bytes, note: str, said: str) -> None:
    answer = brought(visitor, data, note)
    assert answer.status_code == 422
    assert any(words in answer.text for words in said.split("|"))
    with store.read() as session:
        assert own_templates.versions(session, PAPER.id) == []


def test_real_data_where_there_are_none(visitor: Visitor) -> None:
    version = brought(visitor, PAPER.template.read_bytes()).location
    assert "还没有当期数据" in visitor.client.get(f"{version}?data=real").text


def test_the_data_in_force_fill_both(app: Flask, visitor: Visitor) -> None:
    ready_office(app)
    assert put(visitor, upload(visitor)).status_code == 303
    version = brought(visitor, PAPER.template.read_bytes()).location
    assert "用的是当期数据" in visitor.client.get(f"{version}?data=real").text
    frames = [visitor.client.get(f"{place}/trial?data=real") for place in (version, HOME)]
    assert [frame.status_code for frame in frames] == [200, 200]
    assert ["枕石镇水厂" in frame.text for frame in frames] == [True, True]
    meeting = f"/templates/{find('会议通知').id}/trial?data=real"
    assert "做不出“会议通知”" in visitor.client.get(meeting).text


@pytest.mark.parametrize("path", ["/templates/nonsense", "/templates/versions/9", f"{HOME}/own.docx"])
def test_no_such_thing(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(path).status_code == 404


def test_who_may_not(app: Flask, visitor_of: Callable[..., Visitor]) -> None:
    supervisor = visitor_of(Role.SUPERVISOR)
    assert supervisor.client.get(HOME).status_code == 200
    assert "上传并检查" not in supervisor.client.get(HOME).text
    assert brought(supervisor, b"x").status_code == 403
    assert supervisor.post(f"{HOME}/ours", sure="1").status_code == 403
