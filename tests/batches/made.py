"""Papers and inputs of a pack, the sample's or broken on purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from data_adapters import read_file
from samples import build
from service import config
from service.papers import Draft, HeldBack, Inputs, Paper, find, gather, load_meeting
from service.papers.base import Plan


@cache
def sample() -> Inputs:
    """The sample county's inputs."""
    readings = [read_file(build.FOLDER / name) for name in (build.LEDGER, build.ISSUES)]
    return gather(readings, meeting=load_meeting(config.SAMPLES / "meeting.toml"))


def changed(paper: str, change: Callable[[int, Mapping[str, Any]], Mapping[str, Any]]) -> Paper:
    """A kind of paper whose drafts' contexts go through ``change(number from 1, context)`` first."""
    kind = find(paper)

    def plan(inputs: Inputs) -> Plan:
        number = 0
        for item in kind.plan(inputs):
            if isinstance(item, HeldBack):
                yield item
                continue
            number += 1
            yield Draft(item.paper, item.subject, change(number, item.context))

    return replace(kind, plan=plan)


def without(context: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The context without one of its names."""
    return {key: value for key, value in context.items() if key != name}
