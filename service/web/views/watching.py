"""For whoever watches the server: whether it lives, whether it can work, what it measures."""

from __future__ import annotations

import hmac

from flask import Blueprint, abort, current_app, request

from service.config import Settings
from service.store.readiness import lacking
from service.web.access import public
from service.web.errors import without_paths
from service.web.local import is_local
from service.web.measures import measures
from service.web.views import store

bp = Blueprint("watching", __name__)

_PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@bp.get("/healthz")
@public
def alive() -> tuple[str, dict[str, str]]:
    """It answers."""
    return "ok", _PLAIN


@bp.get("/readyz")
@public
def ready() -> tuple[str, int, dict[str, str]]:
    """Whether database, disk and files will do; 503 with what does not."""
    found = [without_paths(sentence) for sentence in lacking(store())]
    return "\n".join(found) or "ok", 503 if found else 200, _PLAIN


@bp.get("/metrics")
@public
def metrics() -> tuple[bytes, dict[str, str]]:
    """The measures, for this machine or for whoever has the token of the settings."""
    settings: Settings = current_app.extensions["huicai"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    if not (is_local() or (settings.metrics_token and hmac.compare_digest(given, settings.metrics_token.encode()))):
        abort(403)
    return measures().text(), {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
