"""The caught console of every test of the command line."""

from __future__ import annotations

import pytest

from tests.cli.made import Console


@pytest.fixture
def console(capsys: pytest.CaptureFixture[str]) -> Console:
    """A command line whose words are caught."""
    return Console(capsys)
