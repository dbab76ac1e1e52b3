"""Every paper of ours, from its sample, grown long and laid bare, is clean in both profiles, but for notes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from service.assembly.gongwen_check import Finding, Severity, check, load_profile
from service.assembly.gongwen_check.profile import Profile
from service.assembly.layout.page import ELECTRONIC, STANDARD
from service.assembly.layout.units import twips
from templates_docx.build import parts
from tests.assembly.docx_builder import zipped
from tests.assembly.gongwen_check.made import BODY
from tests.layout import contexts

MADE = pytest.mark.parametrize("kind", [contexts.sample, contexts.long, contexts.bare], ids=lambda kind: kind.__name__)


def grave(document: bytes, profile: Profile) -> list[str]:
    return [str(each) for each in check(document, profile=profile) if _is_grave(each)]


def _is_grave(found: Finding) -> bool:
    return found.severity is not Severity.NOTE


def electronic(document: bytes) -> bytes:
    """The paper printed in the layout of GB/T 33476.2: upright sheets with its 天头, sheets across turned likewise."""
    moved = {twips(STANDARD.top): twips(ELECTRONIC.top), twips(STANDARD.bottom): twips(ELECTRONIC.bottom)}
    made = dict(parts(document))
    body = made[BODY].decode()
    made[BODY] = re.sub(
        r"<w:pgMar [^>]*>",
        lambda margins: re.sub(
            r'(w:(?:top|bottom|left|right))="(\d+)"',
            lambda side: f'{side[1]}="{moved.get(int(side[2]), int(side[2]))}"',
            margins[0],
        ),
        body,
    ).encode()
    return zipped(made)


@MADE
@pytest.mark.parametrize("paper", contexts.PAPERS)
def test_clean(paper: str, kind: Callable[[str], contexts.Context]) -> None:
    document = contexts.fill(paper, kind(paper))
    assert grave(document, load_profile()) == []
    assert grave(electronic(document), load_profile("electronic")) == []


def test_a_paper_printed_for_the_one_is_not_of_the_other() -> None:
    document = contexts.fill("progress_bulletin", contexts.sample("progress_bulletin"))
    for made, profile in ((electronic(document), load_profile()), (document, load_profile("electronic"))):
        assert {each.code for each in check(made, profile=profile) if _is_grave(each)} == {"margin"}
