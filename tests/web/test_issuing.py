"""Papers of tickets from their pages: looked at, issued with numbers, taken out; what the ladder says on a day."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta

import docx
import pytest
from flask import Flask

from service.errors import PaperError
from service.papers import signing
from service.papers.desk import desk_of
from service.papers.signing import Wish, issue_papers
from service.registers.roles import Role
from service.registers.ticket_life import Kind
from service.registers.ticket_lists import found, history
from service.registers.tickets import Hand
from service.store import frozen
from service.store.clock import now
from service.store.finding import kept
from tests.registers.orders import ORGAN
from tests.web.conftest import Visitor
from tests.web.office import drafted, ready_office, signed, store_of, taken, today


@pytest.fixture
def office(app: Flask) -> None:
    ready_office(app)


def numbers(app: Flask, *tickets: int) -> list[str]:
    with store_of(app).read() as session:
        return [found(session, str(each)).number for each in tickets]


@pytest.mark.usefixtures("office")
def test_drafts_are_signed_in_a_row_once_and_their_papers_taken_out(app: Flask, visitor: Visitor) -> None:
    signed(app)
    chosen = [drafted(app, project=f"第{place}个项目") for place in range(3)]
    year = today().year
    page = visitor.client.get("/tickets/sign", query_string={"step": chosen}).text
    assert f"将编 安重办调〔{year}〕2号—4号" in page
    assert "《" in page
    assert numbers(app, *chosen) == ["", "", ""]
    given = {f"given-{chosen[0]}-责任人": "王某某"}
    looked = visitor.post("/tickets/sign", step=chosen, look="1", **given)
    assert (looked.status_code, "王某某" in looked.text, numbers(app, *chosen)) == (200, True, ["", "", ""])
    answer = visitor.post("/tickets/sign", step=chosen, **given)
    assert answer.status_code == 303
    assert numbers(app, *chosen) == [f"安重办调〔{year}〕{no}号" for no in (2, 3, 4)]
    again = visitor.post("/tickets/sign", step=chosen, **given)
    assert (again.status_code, again.location) == (303, answer.location)
    assert "没有重复签发" in visitor.client.get(again.location).text

    shown = visitor.client.get(answer.location).text
    papers = re.findall(r'name="paper" value="(\d+)"', shown)
    assert len(papers) == 3
    package = zipfile.ZipFile(io.BytesIO(visitor.post("/tickets/print", paper=papers, zip="1").data))
    assert len(package.namelist()) == 3
    first = docx.Document(io.BytesIO(package.read(package.namelist()[0])))
    assert "王某某" in " ".join(cell.text for row in first.tables[0].rows for cell in row.cells)
    order = {f"place-{papers[0]}": "9", f"copies-{papers[1]}": "0", f"copies-{papers[2]}": "2"}
    printed = visitor.post("/tickets/print", paper=papers, **order)
    assert printed.headers["Content-Disposition"].startswith("attachment")
    titles = [p.text for p in docx.Document(io.BytesIO(printed.data)).paragraphs if "编号：" in p.text]
    assert [re.findall(r"〕(\d+)号", title)[0] for title in titles] == ["4", "4", "2"]
    with store_of(app).read() as session:
        used = [frozen.uses(session, kept(session, int(each))) for each in papers]
    assert used == [{"print": times, "download": 1} for times in (1, 0, 2)]
    assert "打印 1 次，下载 1 次" in visitor.client.get(f"/tickets/{chosen[0]}").text
    told = visitor.client.get(f"/papers/{papers[2]}").text
    assert re.findall(r"(打印|下载|签发)文书( \d 份)?", told) == [("打印", " 2 份"), ("下载", ""), ("签发", "")]


@pytest.mark.usefixtures("office")
def test_one_that_cannot_be_signed_holds_all_back(app: Flask, visitor: Visitor) -> None:
    good, late = drafted(app), drafted(app, deadline=today() - timedelta(1))
    page = visitor.client.get("/tickets/sign", query_string={"step": [good, late]}).text
    assert "早于签发日期" in page
    answer = visitor.post("/tickets/sign", step=[good, late])
    assert answer.status_code == 422
    assert "没有编号，什么也没有登记" in answer.text
    assert numbers(app, good, late) == ["", ""]


def test_without_the_offices_facts_it_says_what_is_missing(app: Flask, visitor: Visitor) -> None:
    ticket = drafted(app)
    page = visitor.client.get(f"/tickets/sign?step={ticket}")
    assert (page.status_code, "还没有填写本单位的发文信息" in page.text) == (200, True)
    assert visitor.post("/tickets/sign", step=ticket).status_code == 422
    assert numbers(app, ticket) == [""]


@pytest.mark.parametrize("step", ["", "x", "1:督办", "99999999999999999"])
def test_a_wrong_choice_leads_back(visitor: Visitor, step: str) -> None:
    assert visitor.client.get("/tickets/sign", query_string={"step": step}).status_code == 303
    assert visitor.post("/tickets/sign", step=step).status_code == 400


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("where", ["/tickets/{}/papers", "/tickets/owed"])
def test_a_paper_that_was_not_made_is_made_good(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def failing(*_: object) -> None:
        raise PaperError("磁盘满了")

    ticket = drafted(app)
    with monkeypatch.context() as broken:
        broken.setattr(signing, "fill", failing)
        answer = visitor.post("/tickets/sign", step=ticket)
    assert "磁盘满了" in visitor.client.get(answer.location).text
    assert "补做材料" in visitor.client.get(f"/tickets/{ticket}").text
    assert 'href="/tickets/owed"' in visitor.client.get("/").text
    assert f'href="/tickets/{ticket}"' in visitor.client.get("/tickets/owed").text
    assert visitor.post(where.format(ticket)).status_code == 303
    page = visitor.client.get(f"/tickets/{ticket}").text
    assert ("补做材料" in page, "打印 0 次" in page) == (False, True)
    assert "没有要补做的" in visitor.client.get("/tickets/owed").text


@pytest.mark.usefixtures("office")
def test_the_preview_is_inert(app: Flask, visitor: Visitor) -> None:
    ticket = drafted(app, problem="<script>alert(1)</script>没有签约")
    answer = visitor.client.get(f"/tickets/{ticket}/preview")
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "<script" not in answer.text
    assert "没有签约" in answer.text
    document = visitor.client.get(f"/tickets/{ticket}/draft.docx").data
    assert docx.Document(io.BytesIO(document)).tables
    for wrong in ("place=3", "day=昨天", "measure=打屁股", "given-没有=1"):
        assert visitor.client.get(f"/tickets/{ticket}/preview?{wrong}").status_code in (400, 404), wrong


def escalated(app: Flask, ticket: int) -> list[str]:
    with store_of(app).read() as session:
        return [step.measure for step in history(session, ticket) if step.kind == Kind.ESCALATE.name]


@pytest.mark.usefixtures("office")
def test_the_ladder_says_what_may_be_issued_and_it_is_issued(
    app: Flask, visitor_of: Callable[..., Visitor], visitor: Visitor
) -> None:
    late = signed(app, -20, project="逾期项目")
    taken(app, late, Kind.RECEIVE)
    asked = signed(app, -3, project="申请项目")
    answered = signed(app, -3, project="反馈项目")
    taken(app, answered, Kind.RECEIVE, Kind.ANSWER)
    page = visitor.client.get("/accountability").text
    assert page.index("逾期项目") < page.index("申请项目") < page.index("反馈项目")
    assert "办理时限" in page
    assert "没有审核" in page or "当天收到" in page
    future = visitor.client.get(f"/accountability?day={today() + timedelta(30)}").text
    assert "只看不发" in future
    assert 'name="step"' not in future
    assert "下面是今天的" in visitor.client.get("/accountability?day=明天").text

    clerk = visitor_of(Role.CLERK)
    assert 'name="step"' not in clerk.client.get("/accountability").text
    assert clerk.post("/accountability/issue", step=f"{late}:提醒").status_code == 403
    supervisor = visitor_of(Role.SUPERVISOR)
    both = [f"{late}:提醒", f"{asked}:提醒"]
    page = supervisor.client.get("/accountability/issue", query_string={"step": both}).text
    assert f"安重办督函〔{today().year}〕1号—2号" in page
    assert "《" in page
    answer = supervisor.post("/accountability/issue", step=both)
    assert answer.status_code == 303
    again = supervisor.post("/accountability/issue", step=both)
    assert (again.status_code, again.location) == (303, answer.location)
    assert escalated(app, late) == escalated(app, asked) == ["提醒"]
    skipped = supervisor.post("/accountability/issue", step=f"{late}:问责")
    assert skipped.status_code == 422
    assert "不能" in skipped.text

    issued = visitor.client.get("/accountability/issued").text
    assert issued.count("督办提醒函") >= 2
    assert "没有这样的材料" in visitor.client.get("/accountability/issued?kind=talk_notice").text
    assert "不像编号" in visitor.client.get("/accountability/issued?number=！").text
    assert "〕1号" in visitor.client.get("/accountability/issued?number=1").text


@pytest.mark.usefixtures("office")
def test_a_notice_goes_out_with_its_receipt_and_what_the_rules_say_of_it(app: Flask, visitor: Visitor) -> None:
    ticket = signed(app, -70, ago=100)
    at = desk_of(store_of(app))
    for measure, ago in (("提醒", 75), ("督办", 60), ("约谈", 45), ("通报", 30)):
        issue_papers(at, [Wish(ticket, measure)], Hand("李四", ORGAN, now() - timedelta(ago)))
    assert "下载草稿" in visitor.client.get(f"/accountability/issue?step={ticket}:问责").text
    page = visitor.client.get(f"/accountability/issue?step={ticket}:问责").text
    for said in ("问责通知书", "送达回证", "本单位可以直接作出", "复核的期限30日", "《政府督查工作条例》", "事先告知"):
        assert said in page
    assert "申诉的期限" not in page
    preview = visitor.client.get(f"/tickets/{ticket}/preview?measure=问责&place=1")
    assert "送达" in preview.text
    answer = visitor.post("/accountability/issue", step=f"{ticket}:问责")
    shown = visitor.client.get(answer.location).text
    assert f"安重办责〔{today().year}〕1号" in shown
    assert len(re.findall(r'name="paper"', shown)) == 2
    both = re.findall(r'name="paper" value="(\d+)"', shown)
    whole = docx.Document(io.BytesIO(visitor.post("/tickets/print", paper=both).data))
    assert whole.tables
    assert "送达回证" in visitor.client.get("/accountability/issued?kind=service_receipt").text


@pytest.mark.usefixtures("office")
def test_a_measure_is_taken_back_by_who_may_void_and_its_paper_is_void(
    app: Flask, visitor_of: Callable[..., Visitor], visitor: Visitor
) -> None:
    ticket = signed(app, -3)
    visitor.post("/accountability/issue", step=f"{ticket}:提醒")
    page = visitor_of(Role.SUPERVISOR).client.get(f"/tickets/{ticket}").text
    assert "/steps/RECALL" not in page
    leader = visitor_of(Role.LEADER)
    seen = re.search(r'name="seen" value="(\d+)"', leader.client.get(f"/tickets/{ticket}").text)
    assert seen
    answer = leader.post(f"/tickets/{ticket}/steps/RECALL", seen=seen[1], note="发错了单位", sure="1")
    assert answer.status_code == 303
    page = leader.client.get(f"/tickets/{ticket}").text
    assert "已撤回" in page
    assert "编号已作废：发错了单位" in page
    paper = re.search(r"/tickets/papers/(\d+)", page)
    assert paper
    kept = leader.post(f"/tickets/papers/{paper[1]}", way="download")
    assert "%E5%B7%B2%E4%BD%9C%E5%BA%9F" in kept.headers["Content-Disposition"]
    assert leader.post("/tickets/print", paper=paper[1]).status_code == 400


@pytest.mark.parametrize(
    ("fields", "said"), [({"copies": "0"}, "份数都是0"), ({"copies": "-1"}, "0至100的整数"), ({"place": "一"}, "整数")]
)
@pytest.mark.usefixtures("office")
def test_a_print_form_that_is_no_good_is_told(app: Flask, visitor: Visitor, fields: dict[str, str], said: str) -> None:
    ticket = drafted(app)
    visitor.post("/tickets/sign", step=ticket)
    answer = visitor.post("/tickets/print", paper="1", **{f"{name}-1": text for name, text in fields.items()})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert visitor.client.get("/tickets/print").status_code == 303
    assert visitor.client.get("/tickets/print?paper=77").status_code == 404
