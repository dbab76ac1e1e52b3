"""The views, by what a person does: upload, look at what was read, fetch what was made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import current_app, request

from service.config import Settings
from service.store import Store
from service.web.asking import CHOICES


def home() -> Path:
    """Where the running app keeps its files."""
    settings: Settings = current_app.extensions["huicai"]
    return settings.home


def store() -> Store:
    """The archive of the running app; its threads share it."""
    found: Store = current_app.extensions["huicai.store"]
    return found


def stay() -> dict[str, Any]:
    """What a person chose on the page of an upload (period, upload to compare with, rules, groups…), to keep it from
    page to page."""
    found = {name: request.values.get(name, "").strip() for name in ("period", "last", *CHOICES)}
    return {name: text for name, text in found.items() if text}
