"""The views, by what a person does: upload, look at what was read, fetch what was made."""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from service.config import Settings


def home() -> Path:
    """Where the running app keeps its files."""
    settings: Settings = current_app.extensions["huicai"]
    return settings.home
