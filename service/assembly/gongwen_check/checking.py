"""The check itself: every rule over a paper, each hit with what the profile says of its code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from service.assembly.gongwen_check.finding import Finding, Hit
from service.assembly.gongwen_check.paper import Paper, paper_of
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading import read_document
from service.assembly.gongwen_check.rules import (
    agreement,
    annexes,
    characters,
    days,
    figures,
    fonts,
    footers,
    head,
    headings,
    leftovers,
    page,
    tables,
    tail,
    wording,
)
from service.wording.workdays import NATIONAL, Calendar

RULES: tuple[Callable[[Paper, Profile], Iterator[Hit]], ...] = (
    page.sheet,
    page.grid,
    head.marks,
    head.numbers,
    head.titles,
    head.addressees,
    fonts.fonts,
    fonts.sizes,
    fonts.bold,
    fonts.colour,
    fonts.listed,
    fonts.hints,
    headings.numbers,
    headings.ends,
    headings.indents,
    headings.blanks,
    tail.notes,
    tail.signed,
    tail.remarks,
    tail.imprints,
    annexes.labels,
    annexes.agreement,
    footers.page_numbers,
    characters.forms,
    characters.dotted_dates,
    characters.spaces,
    characters.brackets,
    characters.quotes,
    characters.thousands,
    days.real,
    days.deadlines,
    days.meetings,
    days.dated,
    wording.phrases,
    wording.gaps,
    figures.parts,
    figures.shares,
    figures.rates,
    tables.sums,
    tables.rates,
    tables.ranks,
    agreement.bodies,
    agreement.leave,
    leftovers.tags,
    leftovers.gaps,
    leftovers.repeated,
)


def check(
    document: bytes,
    *,
    profile: Profile,
    today: date | None = None,
    name: str = "文件",
    calendar: Calendar = NATIONAL,
) -> list[Finding]:
    """What the profile finds in a .docx, in the order of the rules; empty when nothing.

    ``today`` bounds the paper's date (None: no bound); ``calendar`` knows the days off.
    Raises TemplateError, one sentence naming the file, for what is no .docx or is hostile.
    """
    paper = paper_of(read_document(document, name), today, calendar)
    return [finding for finding, _ in found_in(paper, profile)]


def found_in(paper: Paper, profile: Profile) -> Iterator[tuple[Finding, Hit]]:
    """Every finding with the hit it was made of, which knows the repair; the same finding once."""
    seen: set[Finding] = set()
    for rule in RULES:
        for hit in rule(paper, profile):
            finding = _finding(hit, profile)
            said = profile.rules[hit.code]
            if said.on and paper.kind.value not in said.without and (hit.fix or finding not in seen):
                seen.add(finding)
                yield finding, hit


def _finding(hit: Hit, profile: Profile) -> Finding:
    rule = profile.rules[hit.code]
    return Finding(hit.code, hit.place, hit.what, rule.clause, hit.cure, rule.severity, hit.fix is not None)
