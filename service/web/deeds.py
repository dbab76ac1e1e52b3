"""What an entry of the log says besides who, what and when, in words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

# Places in the registers say nothing to a reader: what the entry is about is named already.
_PLACES: Final = frozenset({"account", "ticket", "meeting", "topic", "upload", "uploads", "snapshot", "item", "items"})
_WORDS: Final = {
    "address": "网络地址",
    "backup_folder": "备份文件夹",
    "before": "原来",
    "cause": "原因",
    "data": "数据的校验值",
    "day": "日期",
    "deadline": "办理时限",
    "decided": "决定",
    "document": "文书的校验值",
    "evidence": "依据",
    "expires_on": "有效期至",
    "first": "从",
    "how": "解决情况",
    "kind": "类别",
    "last": "到",
    "max_upload_mb": "一次上传最大（MB）",
    "measure": "措施",
    "name": "姓名",
    "note": "说明",
    "number": "编号",
    "period": "期间",
    "problems": "问题数",
    "profile": "印制版式",
    "reason": "原因",
    "replaces": "替换第几号",
    "roles": "角色",
    "session_hours": "登录最长（小时）",
    "session_idle_minutes": "不操作退出（分钟）",
    "sha256": "内容校验值",
    "short": "机关代字",
    "shown": "令牌开头",
    "source": "来源",
    "template": "模板的校验值",
    "unit": "单位",
    "units": "责任单位",
    "until": "时限",
}
_SUM: Final = re.compile(r"[0-9a-f]{64}")


def told(detail: str) -> str:
    """The details in one line, "" where there are none to tell."""
    return "；".join(_parts(json.loads(detail)))


def _parts(table: dict[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if key in _PLACES or value in ("", None, [], {}):
            continue
        words = "、".join(str(each) for each in value) if isinstance(value, list) else str(value)
        yield f"{_WORDS.get(key, key)}：{words[:12] + '…' if _SUM.fullmatch(words) else words}"
