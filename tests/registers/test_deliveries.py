"""Files that come in together: all or none of them, read as people said, decided on, in force, compared."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from data_adapters import Mapping
from data_adapters.mapping import Answer
from service.config import Settings
from service.errors import RegisterError
from service.figures import Decision, Period, Use
from service.papers.issues import is_settled
from service.registers import deliveries, differences, snapshots, upload_decisions
from service.registers.deliveries import Parcel, take_in_all
from service.registers.snapshots import moment, put_in_force
from service.registers.uploads import Arrival, reading_of, renew, summary_of, take_in
from service.store import Store, open_store
from service.store.audit_check import verify
from service.store.clock import now
from service.store.models_uploads import Delivery, Upload, UploadDecision
from service.store.references import sweep
from tests.house import tree
from tests.registers.taking_in import AFTER_ONE_FILE, AFTER_THE_COMMIT, BEFORE_THE_COMMIT, FILES

OCTOBER = Period(2026, 10)
TITLE, HEADS = "截至2026年10月底（单位：万元）\n", "项目名称,责任单位,总投资,年度计划投资,累计完成投资\n"
LEDGER = (TITLE + HEADS + "云溪河治理,水利局,900,100,50\n翠屏路改造,住建局,900,80,40\n老项目,住建局,9,8,4\n").encode()
LATER = (TITLE + HEADS + "云溪河治理,水利局,950,100,45\n翠屏路改造,住建局,900,80,40\n东湖水厂,水利局,9,8,4\n").encode()
UNKNOWN = ("项目名称,年度计划投资（万元）,本期实绩\n云溪河治理,100,50\n").encode()


def child(settings: Settings, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.registers.taking_in", str(settings.home), settings.database_url, *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=tree.ROOT, stdin=pipe, stdout=pipe, text=True, encoding="utf-8")


@pytest.mark.parametrize(
    ("point", "kept"), [(AFTER_ONE_FILE, 0), (BEFORE_THE_COMMIT, 0), (AFTER_THE_COMMIT, len(FILES))]
)
def test_killed_on_the_way_all_is_there_or_nothing_and_no_orphan_stays(
    settings: Settings, point: str, kept: int
) -> None:
    with child(settings, "take", point) as process:
        process.communicate(timeout=600)
    assert process.returncode == -9
    with open_store(settings) as store:
        with store.read() as session:
            found = deliveries.listed(session)
            assert [len(found), session.scalar(select(func.count()).select_from(Delivery))] == [kept, bool(kept)]
        left = sweep(store, grace=timedelta(0), today=now() + timedelta(days=2))
        assert len(left.removed) == {AFTER_ONE_FILE: 1, BEFORE_THE_COMMIT: 2, AFTER_THE_COMMIT: 0}[point]
        assert len(list(store.files.list())) == kept
        assert verify(store).faults == ()


def test_two_processes_leave_one_in_force_and_both_on_record_or_one_refused(store: Store) -> None:
    made = [take_in(store, Arrival(LEDGER + b"\n" * number, f"{number}.csv"), "张三").id for number in range(2)]
    crowd = [
        child(store.settings, "put", str(number), reason) for number, reason in zip(made, ("", "更正"), strict=True)
    ]
    for process in crowd:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in crowd:
        assert process.stdin is not None
        process.stdin.write("now\n")
        process.stdin.flush()
    said = [process.communicate(timeout=600)[0] for process in crowd]
    with store.read() as session:
        history = snapshots.of_period(session, OCTOBER)
    assert [one.replaced_at is None for one in history] == [True, *(False for _ in history[1:])]
    assert said[1] == ""
    assert (len(history) == 2) == (said[0] == "")
    if said[0]:
        assert "2026-10已有在用的数据（第1号），要换成新的，请写明原因" in said[0]


def test_files_that_come_together_have_names_of_their_own_and_an_address(store: Store) -> None:
    sent = [
        Arrival(LEDGER, "报表.csv"),
        Arrival(LATER, "报表.csv"),
        Arrival(b"\0\1", "坏.xlsx"),
        Arrival(b"", "会.toml"),
    ]
    made = take_in_all(store, Parcel(sent, units=["水利局"]), "张三")
    with store.read() as session:
        again = deliveries.found(session, made.address)
        assert again is not None
        assert deliveries.found(session, "A" * 22) is None
    assert [upload.name for upload in again.uploads] == ["报表.csv", "报表（2）.csv", "坏.xlsx", "会.toml"]
    assert (again.units, again.who, len(again.address)) == (("水利局",), "张三", 22)
    assert [bool(summary_of(upload)) for upload in again.uploads] == [True, True, False, True]
    with pytest.raises(RegisterError, match="没有给出文件"):
        take_in_all(store, Parcel(()), "张三")


def test_a_period_nobody_knows_is_asked_for_and_what_was_said_is_on_record(store: Store) -> None:
    made = take_in(store, Arrival(UNKNOWN, "台账.csv"), "张三")
    assert made.period == ""
    with pytest.raises(RegisterError, match=r"“台账.csv”（第1号）没有写明数据截至哪一期"), store.write() as session:
        put_in_force(session, [made.id], "李四")
    with store.write() as session:
        put_in_force(session, [made.id], "李四", period=OCTOBER)
    other = take_in(store, Arrival(LEDGER, "十月.csv", Period(2026, 11)), "张三")
    with store.read() as session:
        assert [one.upload.period for one in deliveries.listed(session)] == ["2026-11", "2026-10"]
        said = [(one.decided, one.who) for one in upload_decisions.decisions_of(session, made.id, other.id)]
    assert said == [("按2026-10（文件没有写明）", "李四"), ("按2026-11（原来是2026-10）", "张三")]


def test_the_answers_on_columns_stay_with_the_data_in_force(store: Store) -> None:
    made = take_in(store, Arrival(UNKNOWN, "台账.csv", OCTOBER), "张三")
    answers = Mapping({"本期实绩": Answer("done_this_year_to_date")})
    reading = reading_of(store, made, answers)
    for _ in range(2):  # again changes nothing
        renew(store, [(made, reading)], answers, "李四")
    with store.write() as session:
        snapshot = put_in_force(session, [made.id], "李四")
    opened = snapshots.opened(store, snapshot.id)
    assert str(opened.readings[0].projects[0].done_this_year_to_date) == "50"
    with store.read() as session:
        (noted,) = upload_decisions.decisions_of(session, made.id)
    assert (noted.about, noted.who) == ("各列的含义", "李四")
    assert "“本期实绩”读作“本年累计完成投资”" in noted.decided
    assert opened.lines[1] == f"“台账.csv”（第1号），{made.who} {moment(made.at)} 上传 SHA-256 {made.sha256}"


def test_decisions_are_never_changed_and_the_last_holds(store: Store) -> None:
    made = take_in_all(store, Parcel([Arrival(LEDGER, "甲.csv"), Arrival(LATER, "乙.csv")]), "张三").uploads
    seen, day = ("80%", "90%"), date(2026, 11, 2)
    first = Decision(
        "rate_differs", "Sheet", "翠屏路", "rate_reported", Use.PRINTED, "李四", "核定", day, seen, "乙.csv › a!B3"
    )
    second = Decision("rate_differs", "Sheet", "翠屏路", "rate_reported", Use.COMPUTED, "王五", "公式", day, seen)
    with store.write() as session:
        assert upload_decisions.decide(session, made, [first]) == 1
        assert upload_decisions.decide(session, made, [first]) == 0
        assert upload_decisions.decide(session, made, [second], "张三") == 1
        assert upload_decisions.in_force(session, [each.id for each in made]) == [second]
        upload_decisions.take_back(session, made, second, "张三")
        assert upload_decisions.in_force(session, [each.id for each in made]) == []
        rows = session.scalars(select(UploadDecision).order_by(UploadDecision.id)).all()
    assert [(row.upload_id, row.who) for row in rows] == [
        (made[1].id, "李四"),
        (made[0].id, "张三"),
        (made[0].id, "张三"),
    ]
    assert rows[2].decided == "撤销：采用计算数（王五：公式）"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("报表.csv", "报表.csv"), "两个文件同名"),
        (("甲.toml",), "里没有项目、任务单位或问题"),
    ],
)
def test_what_would_mix_up_figures_is_not_put_in_force(store: Store, names: tuple[str, ...], said: str) -> None:
    made = [take_in(store, Arrival(data, name), "张三").id for name, data in zip(names, (LEDGER, LATER), strict=False)]
    with pytest.raises(RegisterError, match=said), store.write() as session:
        put_in_force(session, made, "李四", period=OCTOBER)


def test_the_same_bytes_twice_count_once(store: Store) -> None:
    made = [take_in(store, Arrival(LEDGER, name), "张三").id for name in ("甲.csv", "乙.csv")]
    with store.write() as session:
        snapshot = put_in_force(session, made, "李四")
        assert [upload.id for upload in snapshots.uploads_of(session, snapshot.id)] == made[:1]
        assert session.scalar(select(func.count()).select_from(Upload)) == 2
    assert len(list(store.files.list())) == 1


def test_an_upload_differs_from_the_data_in_force(store: Store) -> None:
    old, new = (take_in(store, Arrival(data, name), "张三") for data, name in ((LEDGER, "旧.csv"), (LATER, "新.csv")))
    with store.write() as session:
        put_in_force(session, [old.id], "李四")
    used = snapshots.in_force(store, OCTOBER).snapshot.id
    told = differences.compare(differences.of_snapshot(store, used), differences.of_upload(store, new.id), is_settled)
    assert told.words == (
        "2026-10当期数据（第1号） 与 “新.csv”（第2号） 相比：新列入 1 个，不再列出 1 个，有变化 1 个，"
        "其中有数倒退的 1 个，没有变化 1 个"
    )
    assert {name: [one.change.name for one in some] for name, some in told.sections} == {
        "有数倒退": ["云溪河治理"],
        "新列入": ["东湖水厂"],
        "不再列出": ["老项目"],
    }
    assert [str(amount) for amount in told.went_back[0].amounts] == [
        "总投资由900万元变为950万元",
        "累计完成投资由50万元变为45万元（倒退）",
    ]
