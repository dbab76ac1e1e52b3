"""What 进展通报 and 工作简报 say, part by part: the whole, its breakdowns, the units, the charts, what changed."""

from __future__ import annotations
