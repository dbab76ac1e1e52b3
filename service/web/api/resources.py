"""All endpoints, resource by resource, in the order in which they are told."""

from __future__ import annotations

from service.web.api import (
    audit,
    batches,
    decisions,
    escalations,
    figures,
    meetings,
    numbers,
    packs,
    papers,
    signing,
    snapshots,
    steps,
    tickets,
    topics,
    triage,
    uploads,
)

_MODULES = (
    uploads,
    snapshots,
    figures,
    triage,
    topics,
    meetings,
    decisions,
    tickets,
    signing,
    steps,
    escalations,
    numbers,
    papers,
    packs,
    batches,
    audit,
)
ENDPOINTS = tuple(endpoint for module in _MODULES for endpoint in module.api)
