"""Every filter is documented with an example, and every example prints what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment

from service.wording import FILTERS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "templates.md"
ROWS = re.findall(
    r"^\| `([^`(]+)[^`]*` \| `(\{\{.+?\}\})` \| (.+?) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
)


@pytest.mark.parametrize(("name", "source", "printed"), ROWS, ids=[row[1] for row in ROWS])
def test_example_prints_what_the_page_says(name: str, source: str, printed: str) -> None:
    environment = Environment(autoescape=True)
    environment.filters.update(FILTERS)
    assert environment.from_string(source.replace("\\|", "|")).render() == printed
    assert f"|{name}" in source.replace("\\|", "|")


def test_every_filter_is_on_the_page() -> None:
    assert {name for name, _, _ in ROWS} == set(FILTERS)
