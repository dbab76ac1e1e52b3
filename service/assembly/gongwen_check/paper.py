"""A document with the parts of an official paper told apart, and the facts the rules compare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from service.assembly.gongwen_check.reading import Document, forms
from service.assembly.gongwen_check.reading.heads import TITLE_SIZE
from service.assembly.gongwen_check.reading.model import Paragraph
from service.assembly.gongwen_check.reading.places import Place
from service.assembly.gongwen_check.reading.role import Role
from service.assembly.gongwen_check.reading.roles import roles
from service.wording.workdays import NATIONAL, Calendar

_A3_TWIPS = 16700
_FORM_TITLE = re.compile(r"(?:清单|表|回证|回执|[调督审交]\w单|报批单|议程|议题单|台账|汇总)$")
_REGIONS = {
    Role.MARK: "版头", Role.NUMBER: "版头", Role.SECRECY: "版头", Role.DEGREE: "版头", Role.ISSUE: "版头",
    Role.COMPILED: "版头", Role.TITLE: "标题",
    Role.ADDRESSEE: "主送机关",
    Role.NOTE: "附件说明", Role.SIGNATURE: "署名", Role.DATE: "成文日期", Role.REMARK: "附注", Role.IMPRINT: "版记",
    Role.ATTENDANCE: "出席人员", Role.ASIDE: "注",
    Role.ANNEX_LABEL: "附件", Role.ANNEX_TITLE: "附件", Role.ANNEX: "附件", Role.TABLE: "",
}  # fmt: skip


class Kind(StrEnum):
    """Which form of paper it is, which decides what rules it falls under."""

    DOCUMENT = "document"
    LETTER = "letter"
    MINUTES = "minutes"
    BRIEF = "brief"
    PLAIN = "plain"
    FORM = "form"
    BOARD = "board"


@dataclass(frozen=True)  # no slots: cached_property keeps its values in the instance's dict
class Paper:
    """A document, the role of each paragraph, the day it is checked on (None: not minded) and the working days."""

    document: Document
    roles: tuple[Role, ...]
    today: date | None
    calendar: Calendar

    def of(self, *wanted: Role) -> Iterator[Paragraph]:
        """The paragraphs of these roles in order."""
        return (each for each in self.document.paragraphs if self.roles[each.index] in wanted)

    def role(self, paragraph: Paragraph) -> Role:
        """The role of a paragraph."""
        return self.roles[paragraph.index]

    def place(self, paragraph: Paragraph) -> Place:
        """Where a paragraph stands."""
        if paragraph in self.document.headers:
            return paragraph.place("页眉")
        return paragraph.place(_REGIONS.get(self.role(paragraph), "正文"))

    @cached_property
    def kind(self) -> Kind:
        """The kind of paper."""
        first = self.document.sections[0] if self.document.sections else None
        if first is not None and min(first.width, first.height) > _A3_TWIPS - 500:
            return Kind.BOARD
        marks = list(self.of(Role.MARK))
        if marks:
            if marks[-1].said.endswith("纪要"):
                return Kind.MINUTES
            if any(self.of(Role.ISSUE, Role.COMPILED)):
                return Kind.BRIEF
            numbers = [each for each in self.of(Role.NUMBER) if each.look.align == "right"]
            ends = marks[-1].said.endswith("文件")
            return Kind.LETTER if numbers and not ends else Kind.DOCUMENT
        has_parts = any(role in self.roles for role in (Role.ADDRESSEE, Role.SIGNATURE, Role.DATE))
        if not has_parts and self.document.tables and _FORM_TITLE.search(self.title):
            return Kind.FORM
        tabled = sum(len(each.text) for each in self.of(Role.TABLE))
        text = sum(len(each.text) for each in self.of(Role.BODY))
        return Kind.PLAIN if has_parts or tabled <= text else Kind.FORM

    @cached_property
    def titles(self) -> list[Paragraph]:
        """The paragraphs of the title; a board of several sheets has it in their header."""
        sizes = {
            each.text: max((span.look.size for span in each.printed()), default=0) for each in self.document.headers
        }
        largest = max(sizes.values(), default=0)
        large = {each.text: each for each in self.document.headers if TITLE_SIZE <= sizes[each.text] == largest}
        return list(self.of(Role.TITLE)) or list(large.values())

    @cached_property
    def title(self) -> str:
        """The title without its line breaks; minutes may have none but their mark."""
        named = forms.squeezed("".join(each.said for each in self.titles))
        return named or forms.squeezed("".join(each.said for each in self.of(Role.MARK) if each.said.endswith("纪要")))

    @cached_property
    def dated(self) -> date | None:
        """The day the paper is dated; for a bulletin, the day beside who compiles it."""
        dates = [forms.line_date(each.said) for each in self.of(Role.DATE)]
        compiled = (forms.COMPILED.fullmatch(each.said) for each in self.of(Role.COMPILED))
        dates += [forms.line_date(match["date"]) for match in compiled if match]
        return next((day for day in dates if day), None)

    @cached_property
    def issuer(self) -> str:
        """The issuing body by its signature, else by the mark."""
        signed = [forms.squeezed(each.said) for each in self.of(Role.SIGNATURE)]
        marked = [forms.squeezed(each.said).removesuffix("文件") for each in self.of(Role.MARK)]
        return next((name for name in (*signed, *marked) if name), "")

    @cached_property
    def addressees(self) -> list[str]:
        """The bodies 主送机关 names."""
        return [name for each in self.of(Role.ADDRESSEE) for name in forms.unit_names(each.said)]

    @cached_property
    def copies(self) -> list[str]:
        """The bodies 抄送 names."""
        found = (forms.COPIES.match(each.said) for each in self.of(Role.IMPRINT))
        return [name for match in found if match for name in forms.unit_names(match["names"])]

    @cached_property
    def text(self) -> list[Paragraph]:
        """The paragraphs of the text itself: 正文 between 主送 and 附件说明."""
        return list(self.of(Role.BODY))

    def worded(self) -> Iterator[Paragraph]:
        """Every paragraph that has words, but for the mark, 发文字号 and what is no text of the paper."""
        skipped = (Role.BLANK, Role.MARK, Role.OTHER)
        return (each for each in self.document.paragraphs if each.text.strip() and self.role(each) not in skipped)

    def day(self, found: Mapping[str, str | None]) -> date | None:
        """The day a match of forms.DATE means, in the paper's year where it says none; None for no such day."""
        year = found["year"] or (str(self.dated.year) if self.dated else "")
        return forms.day_of(int(year), int(found["month"] or 0), int(found["day"] or 0)) if year else None


def paper_of(document: Document, today: date | None = None, calendar: Calendar = NATIONAL) -> Paper:
    """The document as a paper."""
    return Paper(document, roles(document.paragraphs), today, calendar)
