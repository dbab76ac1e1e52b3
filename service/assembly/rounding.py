"""Jinja2's ways to round, made to round half up (四舍五入) on the digits that were written, as all papers do.

Python's own round half to even, and floats on digits nobody wrote: 0.25 would print as 0.2 and 13.85 as 13.8.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from service.wording.numbers import MAX_PLACES, quantize
from service.wording.traced import kept, same

_CONVERSION = re.compile(r"%(?:\((\w+)\))?[-+ #0]*\d*(?:\.(\d*))?([a-zA-Z%])")
_USUAL_PLACES = 6  # of %f


def half_up(value: Any, places: int) -> Any:
    """A number rounded half up to so many places (below 0: to tens, hundreds …), of the type it has; a figure stays
    the figure it is."""
    given = Decimal(repr(value)) if isinstance(value, float) else value
    rounded = quantize(given, max(places, 0), min(places, 0)).scaleb(-min(places, 0))
    made = rounded if isinstance(value, Decimal) else int(rounded) if isinstance(value, int) else float(rounded)
    return same(made, value)


def formatted(pattern: str, values: Any) -> str:
    """``pattern % values``, with numbers rounded half up to the places that ``%.1f`` and ``%f`` ask for."""
    found = [one for one in _CONVERSION.finditer(pattern) if one[3] != "%"]
    if isinstance(values, Mapping):
        named = {one[1]: _rounded(values[one[1]], one) for one in found if one[1] in values}
        return kept(pattern % {**values, **named}, *values.values())
    listed = values if isinstance(values, tuple) else (values,)
    if len(listed) == len(found):  # else Python says what is wrong with it
        return kept(pattern % tuple(map(_rounded, listed, found)), *listed)
    return str(pattern % values)


def _rounded(value: Any, conversion: re.Match[str]) -> Any:
    """A value as a conversion is to print it."""
    places = int(conversion[2] or 0) if conversion[2] is not None else _USUAL_PLACES
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return half_up(value, places) if conversion[3] in "fF" and is_number and places <= MAX_PLACES else value
