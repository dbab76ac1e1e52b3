"""Bytes → grids: what a file is, told by its content, and the cells of every visible sheet or table in it."""

from data_adapters.containers.kinds import Kind, base_name, too_big
from data_adapters.containers.limits import MAX_FILE_BYTES, UNCACHED
from data_adapters.containers.opening import Opening, open_grids

__all__ = ["MAX_FILE_BYTES", "UNCACHED", "Kind", "Opening", "base_name", "open_grids", "too_big"]
