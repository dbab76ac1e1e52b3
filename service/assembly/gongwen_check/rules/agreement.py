"""What is said twice must agree: bodies in 主送 and 抄送, the issuer, and whose leave the paper has."""

from __future__ import annotations

from collections.abc import Iterator

from service.assembly.gongwen_check.finding import Hit
from service.assembly.gongwen_check.paper import Kind, Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading import forms
from service.assembly.gongwen_check.reading.role import Role

_ORDERS = ("通知", "通报", "决定", "意见", "通知书", "督办函", "提醒函")


def bodies(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """copies-repeat and issuer-name."""
    del profile
    for each in paper.of(Role.IMPRINT):
        copies = forms.COPIES.match(each.said)
        for name in forms.unit_names(copies["names"]) if copies else ():
            if name in paper.addressees:
                yield Hit("copies-repeat", paper.place(each), f"“{name}”已是主送机关，又列入抄送", "请从抄送中删去")
    yield from _issuers(paper)


def _issuers(paper: Paper) -> Iterator[Hit]:
    signed = [forms.squeezed(each.said) for each in paper.of(Role.SIGNATURE)]
    if len(signed) != 1:  # a joint paper has several
        return
    marks = list(paper.of(Role.MARK))
    if len(marks) == 1:
        name = forms.squeezed(marks[0].said).removesuffix("文件")
        if not _same(name, signed[0]):
            what = f"版头是“{name}”，署名是“{signed[0]}”"
            yield Hit("issuer-name", paper.place(marks[0]), what, "请核对发文机关名称")
    for each in paper.of(Role.IMPRINT):
        printed = forms.PRINTED.fullmatch(each.said)
        name = forms.squeezed(printed["by"]) if printed else ""
        if name and not _same(name, signed[0]):
            what = f"印发机关是“{name}”，署名是“{signed[0]}”"
            yield Hit("issuer-name", paper.place(each), what, "请核对印发机关名称")


def _same(one: str, other: str) -> bool:
    """The same body, its short form, or its own office."""
    return _short_of(one, other) or _short_of(other, one)


def _short_of(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def leave(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """leave: an office or department that writes orders to a lower government says by whose leave."""
    words = profile.words
    if paper.kind is Kind.FORM or not paper.title.endswith(_ORDERS):
        return
    lower = [name for name in paper.addressees if name.endswith(words["leave_addressees"])]
    if not lower or not paper.issuer.endswith(words["leave_issuers"]):
        return
    said = any(f"{word}" in each.text and "经" in each.text for each in paper.text for word in words["leave_said"])
    if not said:
        line = next(paper.of(Role.ADDRESSEE))
        what = f"{paper.issuer}向{lower[0]}行文，没有写明经谁同意"
        yield Hit("leave", paper.place(line), what, "请在正文写明“经×人民政府同意”，或改由政府发文")
