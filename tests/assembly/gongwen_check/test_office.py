"""What LibreOffice makes of our papers when it saves them again is checked like the papers themselves."""

from __future__ import annotations

import os
from pathlib import Path

from service.assembly.gongwen_check import Severity, check, load_profile
from tests.assembly.gongwen_check.made import paper
from tests.conftest import demand
from tests.support.rendering import _run_group

STANDARD = load_profile()


def saved_again(documents: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """The documents opened and saved as .docx by LibreOffice."""
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    made = folder / "made"
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "docx", "--outdir", str(made), *(str(folder / f"{name}.docx") for name in documents)]
    _run_group(command, {**os.environ, "HOME": str(folder)})
    return {name: (made / f"{name}.docx").read_bytes() for name in documents}


def test_saved_again(tmp_path: Path) -> None:
    demand("writer")
    documents = {
        "clean": paper(),
        "wrong": paper(
            ("一、总体情况", "一.总体情况"),
            ("2026年12月4日（星期五）", "2026年12月4日（星期四）"),
            (">66000<", ">67000<"),
        ),
    }
    made = saved_again(documents, tmp_path)
    found = {
        name: {each.code for each in check(content, profile=STANDARD) if each.severity is not Severity.NOTE}
        for name, content in made.items()
    }
    assert found == {"clean": set(), "wrong": {"heading-form", "weekday", "table-sum", "table-rate"}}
