"""kill -9 at any moment of a pack: what stands there under its own name is whole."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from samples import build
from service import config

_LEDGERS = [str(build.FOLDER / name) for name in (build.LEDGER, build.ISSUES)]
_MEETING = str(config.SAMPLES / "meeting.toml")
_COMMAND = [sys.executable, "-m", "service.cli", "pack", "--meeting", _MEETING]
_GIVEN = [part for ledger in _LEDGERS for part in ("--ledger", ledger)]


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*_COMMAND, *_GIVEN, "--out", str(folder)],
        cwd=config.ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def finished(folder: Path) -> list[str]:
    """Every file under a final name, each opened as what it says it is."""
    found = []
    for path in folder.glob("[!.]*"):
        content = io.BytesIO(path.read_bytes())
        if path.suffix == ".docx":
            assert Document(content).element.body is not None
        elif path.suffix == ".json":
            assert json.load(content)["marks"]["rows"]
        else:
            assert load_workbook(content).sheetnames
        found.append(path.name)
    return found


@pytest.mark.parametrize("wanted", [1, 5, 12, 20])
def test_killed_while_writing(tmp_path: Path, wanted: int) -> None:
    folder = tmp_path / "材料"
    process = start(folder)
    end = time.monotonic() + 600
    while len(list(folder.glob("[!.]*.docx"))) < wanted and process.poll() is None and time.monotonic() < end:
        time.sleep(0.0005)
    process.kill()
    process.wait()
    left = finished(folder)
    assert len(left) >= wanted
    again = start(folder)  # and the next run makes the pack whole
    assert again.wait(timeout=600) == 1  # done, with the ledger's own slips listed
    assert len(finished(folder)) == 30
