"""署名 and 成文日期 (GB/T 9704-2012, 7.3.5): to be sealed, without a seal, and over a 签名章."""

from __future__ import annotations

from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.markup import tag, text
from service.assembly.layout.units import HAN, LINE, TEXT_WIDTH, TIGHT

#: Width of a Han character and of a digit of the text, in twips.
_HAN, _DIGIT = HAN + TIGHT, HAN // 2 + TIGHT
#: A date ends four characters from the edge (7.3.5.1, 7.3.5.3).
_ASIDE = 4 * HAN
#: Dates of 9, 10 and 11 characters (2026年1月5日 to 2026年11月23日), and their widths in twips.
_DATES = tuple((length, 3 * _HAN + (length - 3) * _DIGIT) for length in (9, 10, 11))
#: Names longer than a date and the eight characters beside it move the axis to the left, by these lengths.
_LONG = (19, 23, 28)
#: Without a seal: the longest name that the place of the date is counted from.
_LONGEST_PLAIN = 24


def signature(name: str, date: str) -> str:
    """署名 and 成文日期 to be sealed (7.3.5.1): one axis, the date's end four characters from the edge.

    `name` is the Jinja name of the issuing body's text, `date` the words of one tag. Both are centred in one block,
    whose width follows from the date's characters, or from the name's where it is longer than the date and eight more.
    """
    value = date.removeprefix("{{").removesuffix("}}").strip()
    blocks: list[tuple[str, int]] = []
    for longest_date, width in _DATES:
        block = 2 * _ASIDE + width
        dated = f" and ({value})|length <= {longest_date}" if longest_date < _DATES[-1][0] else ""
        blocks.append((f"{name}|length <= {block // _HAN}{dated}", block))
    blocks += [(f"{name}|length <= {length}", length * _HAN) for length in _LONG]
    return _ladder([(condition, _block(name, date, width)) for condition, width in blocks])


def _block(name: str, date: str, width: int) -> str:
    # A character wider on either side than the name needs: what sets the letters looser breaks no name all the same.
    form = ParagraphFormat(left=TEXT_WIDTH - width - HAN, right=-HAN)
    return text("署名", f"{{{{ {name} }}}}", form) + text("成文日期", date, form)


def plain_signature(name: str, date: str) -> str:
    """署名 and 成文日期 without a seal (7.3.5.2): a line below the text, 署名 two characters from the edge.

    The date begins two characters right of the name's first; where it is the longer, it ends two from the edge and
    the name moves left. `name` is the Jinja name of the issuing body's text, `date` are the words.
    """
    date_length = round(_DATES[-1][1] / _HAN)
    shorter = (f"{name}|length < {date_length}", _plain(name, date, date_length + 2))
    lengths = range(date_length, _LONGEST_PLAIN + 1)
    return _ladder([shorter, *((f"{name}|length <= {length}", _plain(name, date, length)) for length in lengths)])


def _plain(name: str, date: str, length: int) -> str:
    start = TEXT_WIDTH - (2 + length) * HAN
    signed = ParagraphFormat(before=LINE, left=start, align="left")
    return text("署名", f"{{{{ {name} }}}}", signed) + text(
        "成文日期", date, ParagraphFormat(left=start + 2 * HAN, align="left")
    )


def stamped_signature(post: str, date: str) -> str:
    """职务 and the place of a 签名章 (7.3.5.3): two lines below the text, the stamp four characters from the edge.

    The post stands two characters left of the stamp, which is five wide; the date a line below it, four from the edge.
    """
    stamp = 5 * HAN
    signed = ParagraphFormat(before=2 * LINE, right=_ASIDE + stamp + 2 * HAN, align="right")
    return text("署名", post, signed) + text(
        "成文日期", date, ParagraphFormat(before=LINE, right=_ASIDE, align="right")
    )


def _ladder(steps: list[tuple[str, str]]) -> str:
    """The paragraphs of the first step whose condition holds; those of the last step where none does."""
    branches = [tag(f"if {steps[0][0]}"), *(tag(f"elif {condition}") for condition, _ in steps[1:-1]), tag("else")]
    return "".join(branch + paragraphs for branch, (_, paragraphs) in zip(branches, steps, strict=True)) + tag("endif")
