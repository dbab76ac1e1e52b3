"""Where the invented county is kept, and under which address: beside an office's own data, never among them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flask import request

from service.config import Settings

PREFIX: Final = "/sample"
_FOLDER: Final = "sample"


def sample_of(settings: Settings) -> Settings:
    """The settings of the invented county's own data home: its own database, files, numbers, log; no cluster."""
    return replace(
        settings,
        home=settings.home / _FOLDER,
        database_url="",
        files_url="",
        audit_anchor="",
        profile="standard",
        warning_rules="",
        scoring_scheme="",
        backup_folder="",
        scheduler="",
        url_prefix=f"{settings.url_prefix}{PREFIX}",
    )


def is_sample(settings: Settings) -> bool:
    """Whether these are the invented county's."""
    return settings.url_prefix.endswith(PREFIX) and settings.home.name == _FOLDER


def entrance_of_sample() -> str:
    """The address of the page of one's own app from which one enters, seen from within the invented county."""
    return request.script_root.removesuffix(PREFIX) + "/try"


def way_out_of_sample() -> str:
    """The address of one's own first page, seen from within the invented county."""
    return request.script_root.removesuffix(PREFIX) + "/"
