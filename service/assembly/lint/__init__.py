"""Looking a template over before it is used: every fault in one run, each with its place and its cure."""

from __future__ import annotations

from service.assembly.lint.annotate import annotated
from service.assembly.lint.catalogue import Code, Fault, Severity
from service.assembly.lint.contract import Contract, contract
from service.assembly.lint.known import Known, known_fields
from service.assembly.lint.linter import Lint, lint
from service.assembly.places import Cell, Place

__all__ = [
    "Cell",
    "Code",
    "Contract",
    "Fault",
    "Known",
    "Lint",
    "Place",
    "Severity",
    "annotated",
    "contract",
    "known_fields",
    "lint",
]
