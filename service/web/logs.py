"""The log of the running service: a line of JSON a request and a fault, and nothing in it of any person, file or query.

A request is named by its view, never by its address, which may hold a file's name; a fault by its kind and the lines of
the program it passed, never by its words, which may quote what somebody typed.
"""

from __future__ import annotations

import logging
import secrets
import sys
import time
import traceback
from logging.handlers import RotatingFileHandler
from typing import Final

import structlog
from flask import Flask, Response, g, request
from structlog.typing import EventDict, WrappedLogger

from service.config import Settings
from service.errors import SettingsError
from service.files import ensure_folder

_MEGABYTE: Final = 1024 * 1024
_access = logging.getLogger("service.access")


def prepare(app: Flask) -> None:
    """Give each request a number, and a line in the log when it is answered."""
    app.before_request(_begin)
    app.after_request(_note)


def start(settings: Settings) -> None:
    """Write the log from now on to ``logs/huicai.log`` in the data home, or to stderr. Raises :class:`SettingsError`
    for another place, :class:`OutputError` where the folder cannot be made."""
    handler = _handler(settings)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
                structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            ],
            processors=[
                _where_it_broke,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("service").setLevel(logging.INFO)


def _handler(settings: Settings) -> logging.Handler:
    if settings.log_to == "stderr":
        return logging.StreamHandler(sys.stderr)
    if settings.log_to != "file":
        raise SettingsError(f"设置项 log_to 应为 file 或 stderr，现在是“{settings.log_to}”，请改正")
    folder = settings.home / "logs"
    ensure_folder(folder)
    return RotatingFileHandler(
        folder / "huicai.log",
        maxBytes=settings.log_mb * _MEGABYTE,
        backupCount=settings.log_files,
        encoding="utf-8",
    )


def _where_it_broke(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """A fault by its kind and its way through the program."""
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["fault"] = type(error).__name__
        event["way"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
        ]
    return event


def _begin() -> None:
    g.request_id = secrets.token_hex(4)
    g.began = time.perf_counter()


def _note(response: Response) -> Response:
    if "request_id" not in g:  # turned away before anything began
        return response
    response.headers["X-Request-ID"] = g.request_id
    _access.info(
        "request",
        extra={
            "request": g.request_id,
            "method": request.method,
            "view": request.endpoint,
            "status": response.status_code,
            "bytes": response.content_length,
            "ms": round((time.perf_counter() - g.began) * 1000, 1),
        },
    )
    return response
