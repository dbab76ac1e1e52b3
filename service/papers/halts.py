"""停建、停工、罚款: which issues propose one, and whether the 联席会议 has given its leave (domain.md M19).

Nothing is imposed without leave: whoever proposes a halt or a fine must not send it out as an order before.
"""

from __future__ import annotations

import re
from typing import Final

from data_adapters import Topic
from data_adapters.patterns import regex
from service.papers.issues import is_settled

_KINDS: Final = (
    ("停建", regex(r"停建|(?:停止|暂停|中止)建设")),
    ("停工", regex(r"停工|(?:停止|暂停|中止)施工|叫停")),
    ("罚款", regex(r"罚款|处罚")),
)
#: In a sentence a verb proposes a halt, or the halt opens it; "解决停工问题", "避免停工", "补缴罚款" propose none.
_PROPOSED: Final = regex(
    r"(?:(?:责令|勒令|要求|予以|给予|处以|处(?!理)|下达|下发|实施|采取|建议|拟|由)[^，。；避防解缴恢复因对]{0,12}?"
    r"|(?:^|[，。；、])(?:先行?|可|暂|即|一律|立即|全面|依法|依规|全部)*)"
    r"(?:停建(?!项目|设施|工程)|停工(?!待|停产|问题|原因|期间|损失|以来|项目|工地|企业|工程)"
    r"|(?:停止|暂停|中止)(?:建设|施工)|叫停|罚款(?!问题)|行政处罚(?!问题))"
)
_NONE: Final = regex(r"^(?:无|没有|否|不涉及|不采取|未采取|不需要|[-—/／×])")
_LEAVE: Final = regex(r"(?:联席会议?|会议)[^，。；]{0,20}?(?:同意|批准|通过)|(?:已|经)[^，。；]{0,6}(?:同意|批准)")
_NO_LEAVE: Final = regex(r"未经|尚未|没有|不同意|未获|未予|待|拟|提请|申请|报请|须|需|应当|后再")


def proposed_measure(topic: Topic) -> str:
    """The halt or fine an issue proposes, in the words of its list; "" where it proposes none.

    Its own column decides; where the list has none or leaves it blank, 问题级别 (事项类别) and 处理建议 are read.
    """
    own = _text(topic, "halt_measure")
    if own:
        return "" if _NONE.match(own) else own
    if kinds_of(topic.severity):
        return topic.severity.strip()
    return topic.proposal.strip() if _PROPOSED.search(topic.proposal) else ""


def kinds_of(measure: str) -> list[str]:
    """Which of 停建, 停工, 罚款 the words of a measure name, in this order."""
    return [kind for kind, pattern in _KINDS if pattern.search(measure)]


def basis_of(topic: Topic) -> str:
    """The clause a halt or fine stands on, as the list gives it; "" where it does not."""
    return _text(topic, "halt_basis")


def has_leave(topic: Topic) -> bool:
    """Whether the list says in plain words that the meeting agreed; anything doubtful is no leave."""
    said = (topic.status, topic.remark, _text(topic, "reply"), _text(topic, "halt_measure"))
    parts = (part for text in said for part in re.split(r"[，。；;,]", text))
    return any(_LEAVE.search(part) and not _NO_LEAVE.search(part) for part in parts)


def needs_leave(topic: Topic) -> bool:
    """Whether an open issue proposes a halt or a fine that the meeting has not agreed to."""
    return not is_settled(topic) and bool(proposed_measure(topic)) and not has_leave(topic)


def _text(topic: Topic, name: str) -> str:
    value = topic.value(name)
    return value.strip() if isinstance(value, str) else ""
