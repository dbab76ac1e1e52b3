"""Headings → field ids: synonyms from ``headings.toml``, and patterns for headings that carry a period."""

from __future__ import annotations

from data_adapters.headings.fields import Field, fields
from data_adapters.headings.matches import Match
from data_adapters.headings.nearest import nearest
from data_adapters.headings.recognise import recognise
from data_adapters.headings.texts import normalise, stated_unit
from data_adapters.headings.years import ledger_year

__all__ = ["Field", "Match", "fields", "ledger_year", "nearest", "normalise", "recognise", "stated_unit"]
