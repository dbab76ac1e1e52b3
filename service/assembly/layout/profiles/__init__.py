"""Printing profiles: the margins, the line and the edges of the 版心 that papers are printed to."""

from __future__ import annotations

from service.assembly.layout.profiles.reading import delivered, parse_printing
from service.assembly.layout.profiles.setting import printed_to

__all__ = ["delivered", "parse_printing", "printed_to"]
