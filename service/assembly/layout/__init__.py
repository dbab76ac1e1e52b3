"""公文 layout: Word files built from nothing, to the measures of GB/T 9704-2012."""

from __future__ import annotations

from service.assembly.layout.package import Paper, build

__all__ = ["Paper", "build"]
