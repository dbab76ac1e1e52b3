"""Warnings by rule files: which level a project or unit falls in, and why, in words and figures (docs/rules.md)."""

from service.figures.rules.judging import Reason, Warned, judge
from service.figures.rules.loading import Level, Rule, RuleSet, find_rules, load_rules, ready_rules
from service.figures.rules.ranges import Range
from service.figures.rules.subject import Subject

__all__ = [
    "Level",
    "Range",
    "Reason",
    "Rule",
    "RuleSet",
    "Subject",
    "Warned",
    "find_rules",
    "judge",
    "load_rules",
    "ready_rules",
]
