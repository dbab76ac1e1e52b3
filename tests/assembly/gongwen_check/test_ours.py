"""Every paper of ours, from its sample, grown long and laid bare, is clean in both profiles, but for notes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.assembly.gongwen_check import Finding, Severity, check, load_profile
from service.assembly.gongwen_check.profile import Profile
from service.assembly.layout.page import ELECTRONIC
from service.assembly.layout.profiles.setting import printed_to
from tests.layout import contexts

MADE = pytest.mark.parametrize("kind", [contexts.sample, contexts.long, contexts.bare], ids=lambda kind: kind.__name__)


def grave(document: bytes, profile: Profile) -> list[str]:
    return [str(each) for each in check(document, profile=profile) if _is_grave(each)]


def _is_grave(found: Finding) -> bool:
    return found.severity is not Severity.NOTE


def electronic(document: bytes) -> bytes:
    """The paper printed in the layout of GB/T 33476.2."""
    return printed_to(document, ELECTRONIC, "试")


@MADE
@pytest.mark.parametrize("paper", contexts.PAPERS)
def test_clean(paper: str, kind: Callable[[str], contexts.Context]) -> None:
    document = contexts.fill(paper, kind(paper))
    assert grave(document, load_profile()) == []
    assert grave(electronic(document), load_profile("electronic")) == []


def test_a_paper_printed_for_the_one_is_not_of_the_other() -> None:
    document = contexts.fill("progress_bulletin", contexts.sample("progress_bulletin"))
    for made, profile in ((electronic(document), load_profile()), (document, load_profile("electronic"))):
        codes = {each.code for each in check(made, profile=profile) if _is_grave(each)}
        assert codes - {"lines-per-page"} == {"margin"}
