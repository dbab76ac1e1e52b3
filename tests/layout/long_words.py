"""Long and rare names that papers must bear, and how a context gets its gaps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Context = dict[str, Any]
Change = Callable[[Context], None]
GAP = "——"
RARE = "镕堃喆玥祎"
#: A project's name of 60 characters, with rare ones in it.
LONG_NAME = (
    f"安澜县{RARE}高性能纤维复合材料及新能源汽车零部件智能制造产业园一期工程暨配套道路管网供电供水污水处理设施项目"
)
LONG_NAME += "（续建）" * ((60 - len(LONG_NAME)) // 4)
MANY_UNITS = [f"{name}{kind}" for name in ("栖云", "枕石", "听泉", "望舒", "采薇") for kind in ("镇", "乡")] * 4


def gaps(context: Context, *keys: str) -> None:
    """Make these values of a context the visible gap."""
    context.update(dict.fromkeys(keys, GAP))
