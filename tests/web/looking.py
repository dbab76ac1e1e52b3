"""A page looked at in the browser: what axe finds wrong, and how wide it is on a screen, a telephone and paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

SCREEN, TELEPHONE, PAPER = (1366, 768), (390, 844), (680, 960)  # pixels; paper: A4 within its margins
#: The rules of WCAG 2.1 at the levels A and AA, and what axe's makers call good practice.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
_RUN = "rules => axe.run({runOnly: rules, resultTypes: ['violations'], iframes: false})"


@dataclass(frozen=True, slots=True)
class Looked:
    """A page: its address, axe's findings as (rule, element, what is wrong), and the widths at which it is too wide."""

    address: str
    faults: tuple[tuple[str, str, str], ...]
    too_wide: tuple[str, ...]


def look(page: Page, address: str) -> Looked:
    """Open a page and look at it. Raises AssertionError where it is not there."""
    page.set_viewport_size(_size(SCREEN))
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, (address, answer.status)
    page.evaluate(AXE_SCRIPT)
    faults = tuple(_faults(page.evaluate(_RUN, list(RULES))))
    return Looked(address, faults, tuple(_too_wide(page)))


def _faults(found: Any) -> Iterator[tuple[str, str, str]]:
    for rule in found["violations"]:
        for node in rule["nodes"]:
            yield rule["id"], " ".join(str(each) for each in node["target"]), node["failureSummary"]


def _too_wide(page: Page) -> Iterator[str]:
    """A page, not a table in it, that must be scrolled sideways."""
    for name, size, medium in (("1366", SCREEN, "screen"), ("390", TELEPHONE, "screen"), ("A4", PAPER, "print")):
        page.emulate_media(media=medium)  # type: ignore[arg-type]
        page.set_viewport_size(_size(size))
        if page.evaluate("document.documentElement.scrollWidth") > size[0]:
            yield name
    page.emulate_media(media="screen")


def _size(size: tuple[int, int]) -> Any:
    return {"width": size[0], "height": size[1]}
