"""The arrow of imports, and the entry of continuous integration."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import tree


def test_imports_go_one_way() -> None:
    words = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=tree.ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_service_itself_holds_nothing() -> None:
    assert (tree.ROOT / "service" / "__init__.py").read_bytes() == b""


@pytest.mark.skipif(os.name == "nt", reason="files have no executable bit there")
def test_continuous_integration_runs_what_a_person_runs() -> None:
    entry = tree.ROOT / ".ci" / "run"
    assert os.access(entry, os.X_OK)
    commands = [line for line in entry.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert commands[-1] == "exec python3 run.py test"


def test_the_lock_of_the_tests_holds_the_lock_of_the_product() -> None:
    product, tests = (pins(tree.ROOT / path) for path in ("requirements.lock", "tests/requirements.lock"))
    assert product
    assert product <= tests


def pins(lock: Path) -> set[str]:
    """The packages of a lock with their versions and conditions."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return {line.removesuffix("\\").strip() for line in lines if line[:1].isalnum()}
