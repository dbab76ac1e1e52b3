"""Whether whoever asks sits at the machine that serves."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final

from flask import request

from service.web.security import LOOPBACK

_FORWARDED: Final = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


def is_local() -> bool:
    """Whether the request came from this machine, through no proxy that says so, and to this machine's own name, so
    that no page from elsewhere asks in its place."""
    return (
        is_loopback(request.remote_addr or "")
        and _own_name()
        and not any(header in request.headers for header in _FORWARDED)
    )


def is_loopback(address: str) -> bool:
    """Whether a network address is this machine's own."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _own_name() -> bool:
    host = request.host
    name = host if host.endswith("]") or ":" not in host else host.rpartition(":")[0]
    return name.strip("[]") in LOOPBACK
