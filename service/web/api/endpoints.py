"""Endpoints declared: address, what each takes and gives, and what one must be allowed in order to call it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from pydantic import BaseModel

from service.registers.roles import May
from service.web.api.types import Sent

ROOT: Final = "/api/v1"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PART: Final = re.compile(r"<row:(\w+)>")


class Open(Enum):
    """Who may call what needs no capability: any holder of a token, or anybody."""

    TO_TOKENS = "任何有效的令牌"
    TO_ALL = "不用令牌"


@dataclass(frozen=True, slots=True)
class File:
    """An answer that is a file of one of these media types."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One method of one address. ``may`` is what the caller must be allowed.

    ``asked`` is the model of the query (GET, uploads) or the JSON body (POST, PUT), None where nothing is asked.
    ``reads_files`` marks one that takes files, ``once`` one that heeds an Idempotency-Key, ``note`` says more,
    ``leads_to`` is the address of what is told, by its fields, which goes with the answer as its Location.
    """

    method: str
    path: str
    tag: str
    summary: str
    may: May | Open
    view: Callable[..., Any]
    asked: type[Sent] | None = None
    told: type[BaseModel] | File
    status: int = 200
    reads_files: bool = False
    once: bool = False
    note: str = ""
    leads_to: str = ""

    @property
    def name(self) -> str:
        """Its name among Flask's endpoints, and its operationId."""
        return self.view.__name__

    @property
    def parts(self) -> list[str]:
        """The names of the row numbers in its path."""
        return _PART.findall(self.path)

    @property
    def template(self) -> str:
        """Its path as OpenAPI writes it."""
        return _PART.sub(r"{\1}", self.path)

    @property
    def in_query(self) -> bool:
        """Whether what is asked stands in the address."""
        return self.method == "GET" or self.reads_files


class Endpoints:
    """The endpoints of a resource, declared one by one."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.found: list[Endpoint] = []

    def get(self, path: str, summary: str, may: May | Open, **more: Any) -> Callable[[Callable[..., Any]], Any]:
        """Declare what reads."""
        return self._declare("GET", path, summary, may, **more)

    def post(self, path: str, summary: str, may: May, **more: Any) -> Callable[[Callable[..., Any]], Any]:
        """Declare what does something, once under a key unless told otherwise."""
        return self._declare("POST", path, summary, may, **{"once": True, "status": 201} | more)

    def put(self, path: str, summary: str, may: May, **more: Any) -> Callable[[Callable[..., Any]], Any]:
        """Declare what writes something anew."""
        return self._declare("PUT", path, summary, may, **more)

    def _declare(self, method: str, path: str, summary: str, may: May | Open, **more: Any) -> Callable[..., Any]:
        def declared(view: Callable[..., Any]) -> Callable[..., Any]:
            made = Endpoint(method=method, path=path, tag=self.tag, summary=summary, may=may, view=view, **more)
            self.found.append(made)
            return view

        return declared

    def __iter__(self) -> Iterator[Endpoint]:
        return iter(self.found)
