"""Addresses that pages had before, led to where these are now."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from service.web.access import signed_in

bp = Blueprint("moved", __name__)


@bp.get("/readings")
@bp.get("/uploads")
@signed_in()
def ledgers() -> Response:
    """Where uploads are."""
    return redirect(url_for("uploads.index"), 301)
