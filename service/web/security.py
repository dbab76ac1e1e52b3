"""What guards every page: form tokens, response headers, names this server answers to, the key of the installation."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, url_for
from flask_wtf import CSRFProtect  # type: ignore[import-untyped]
from werkzeug.routing import BaseConverter

from service.config import Settings
from service.web.files import ID_PATTERN, secret_key
from service.web.places import is_sample

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_STATIC = Path(__file__).with_name("static")
_MEGABYTE = 1024 * 1024
_HEADERS = {
    # Bootstrap's own style sheet carries its icons as data: pictures; nothing else may come from elsewhere.
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


class IdConverter(BaseConverter):
    """An unguessable id in an address; anything of another form is no page at all."""

    regex = ID_PATTERN


class RowConverter(BaseConverter):
    """The number of a row; anything else is no address of ours."""

    regex = "[1-9][0-9]{0,14}"

    def to_python(self, value: str) -> int:
        return int(value)


def guard(app: Flask, settings: Settings) -> None:
    """Set the limits and guards of the whole app. Raises OutputError where the key cannot be kept."""
    app.config.update(
        SECRET_KEY=secret_key(settings.home),
        MAX_CONTENT_LENGTH=settings.max_upload_mb * _MEGABYTE,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_NAME="huicai-sample" if is_sample(settings) else "huicai",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_PATH=settings.url_prefix or "/",
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open over lunch: the token lives as long as the session
    )
    if settings.host in LOOPBACK and not settings.trusted_proxies:
        # A page of another site that points its own name at this machine is turned away.
        app.config["TRUSTED_HOSTS"] = list(LOOPBACK)
    app.url_map.converters.update(id=IdConverter, row=RowConverter)
    app.after_request(_add_headers)


def guard_forms(app: Flask) -> None:
    """Take no form without the token of its page."""
    CSRFProtect(app)


def asset(name: str) -> str:
    """The address of one of our own files: another one whenever it changes, so that browsers may keep it."""
    return url_for("static", filename=name, v=_digest(name))


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:12]


def _add_headers(response: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response
