"""What the ledger says of the project an issue is about."""

from __future__ import annotations

from typing import Any, Final

from data_adapters import Topic
from service.figures import Progress
from service.papers.base import Inputs, clause, shown
from service.wording import GAP

_FIGURES: Final = ("总投资", "年度计划", "累计完成", "完成率", "进度差", "形象进度", "目标节点")


def project_facts(inputs: Inputs, topic: Topic) -> dict[str, Any]:
    """The project's figures from the ledger, and who answers for it there; gaps where the ledger does not list it.

    Raises :class:`PaperError` where the ledger lists it and the period is not known.
    """
    found = inputs.progress_of(topic)
    record = found.record if found else None
    people = {"责任人": getattr(record, "resp_person", ""), "包联领导": getattr(record, "leader", "")}
    if found is None:
        return people | dict.fromkeys(_FIGURES, GAP)
    return people | {
        **figures(found),
        "形象进度": clause(getattr(record, "image_progress", "")),
        "目标节点": clause(getattr(record, "milestone_plan", "") or getattr(record, "next_steps", "")),
    }


def figures(part: Progress) -> dict[str, Any]:
    """The five figures of a project. Amounts in 万元, rates as ratios."""
    amounts = (part.total_investment, *part.four)
    return dict(zip(_FIGURES, map(shown, amounts), strict=False))
