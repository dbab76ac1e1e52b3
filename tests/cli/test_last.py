"""``--last``: the ledger of the period before, for the bulletin's comparison."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from samples import build
from tests.cli.made import ISSUES, LEDGER, Console

LAST = str(build.FOLDER / build.LAST)


def _text(folder: Path) -> str:
    (path,) = folder.glob("*通报*.docx")
    return "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)


def test_the_bulletin_compares_with_the_ledger_given(console: Console, tmp_path: Path) -> None:
    given = ("make", "进展通报", "--ledger", LEDGER, "--ledger", ISSUES, "--out")
    console.run(*given, tmp_path / "无")
    assert "与上期" not in _text(tmp_path / "无")
    ran = console.run(*given, tmp_path / "有", "--last", LAST)
    text = _text(tmp_path / "有")
    assert "与上期（2026年1—9月）相比，累计完成投资增加" in text
    assert "竹隐木塑型材加工项目（栖云镇）：不再列出。" in text
    assert "“竹隐木塑型材加工项目”上期有、本期没有" in ran.out  # and the listing asks about it


@pytest.mark.parametrize(("last", "piece"), [(LEDGER, "请检查两期台账是否给反"), (ISSUES, "请换成上一期的台账")])
def test_what_is_no_earlier_ledger_is_told(console: Console, tmp_path: Path, last: str, piece: str) -> None:
    ran = console.run("make", "进展通报", "--ledger", LEDGER, "--last", last, "--out", tmp_path)
    assert ran.code == 2
    assert piece in ran.err
    assert list(tmp_path.iterdir()) == []
