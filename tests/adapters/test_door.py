"""The door opens as far as it is asked to: what a process does not need is not loaded, and patterns wait for a use."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

import data_adapters
from data_adapters.patterns import regex
from tests.house import tree


def loaded_by(words: str) -> set[str]:
    """The modules of the door that are loaded after these words of Python."""
    program = f"{words}\nimport json, sys\nprint(json.dumps([name for name in sys.modules if 'data_adapters' in name]))"
    done = subprocess.run([sys.executable, "-c", program], cwd=tree.ROOT, capture_output=True, check=True)
    return {name.removeprefix("data_adapters.") for name in json.loads(done.stdout)}


def test_a_reading_can_begin_before_what_understands_it_is_there() -> None:
    assert loaded_by("import data_adapters") == {"data_adapters"}
    begun = loaded_by("from data_adapters import Begun")
    assert "containers.isolation" in begun
    assert not begun & {"reader", "layout", "extract", "headings", "values", "containers.workbook"}


def test_everything_it_offers_is_there() -> None:
    for name in data_adapters.__all__:
        assert getattr(data_adapters, name) is not None
    with pytest.raises(AttributeError, match="nothing_such"):
        data_adapters.nothing_such  # noqa: B018


def test_a_pattern_is_compiled_at_its_first_use() -> None:
    never = regex("(")
    assert never.pattern == "("
    with pytest.raises(re.error):
        never.search("a")


def test_a_pattern_is_the_one_re_compiles() -> None:
    small = regex(r"(?P<name>[a-z]+)\d", re.IGNORECASE)
    whole = re.compile(r"(?P<name>[a-z]+)\d", re.IGNORECASE)
    assert small.sub("-", "甲Ab1乙") == whole.sub("-", "甲Ab1乙")
    assert small.sub("-", "Cd2") == whole.sub("-", "Cd2")  # the second use takes another way
    assert (small.flags, small.groupindex) == (whole.flags, whole.groupindex)
    assert regex(rb"\d+").findall(b"12 3") == [b"12", b"3"]
