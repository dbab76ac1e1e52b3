"""One call of an endpoint: who calls, what they ask, and what is done for them, once."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from flask import current_app, request, send_file
from flask.wrappers import Response as FlaskResponse
from pydantic import BaseModel
from werkzeug.wrappers import Response

from service.config import Settings
from service.errors import SignInError
from service.registers.roles import May, Who, require
from service.registers.tokens import token_of
from service.store import Session, Store
from service.store.answers import Answer, Asking, kept, once
from service.web.api import checking
from service.web.api.endpoints import ROOT, Endpoint, Open
from service.web.api.faults import CheckError
from service.web.api.types import Sent
from service.web.views import store

KEY: Final = "Idempotency-Key"
KEY_FORM: Final = "^[!-~]{1,200}$"
AGAIN: Final = "Idempotency-Replayed"
_BEARER: Final = re.compile(r"Bearer +([!-~]{1,500})", re.IGNORECASE)


class AnsweredError(Exception):
    """Somebody asked the same under the same key and was answered while it was being done."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


@dataclass(slots=True)
class Call:
    """What a view is given beside what was asked. ``sent`` are hashes of what was sent beside it (files)."""

    endpoint: Endpoint
    store: Store
    settings: Settings
    caller: Who | None
    asked: Sent | None = None
    sent: list[str] = field(default_factory=list)

    @property
    def who(self) -> Who:
        """Whoever calls; only public endpoints are called by nobody."""
        assert self.caller
        return self.caller

    @property
    def name(self) -> str:
        """How records name whoever calls."""
        return self.who.name

    def kept(self) -> Answer | None:
        """The answer given before to what is asked, None where there is none. Raises as :meth:`write` does."""
        asking = self._asking()
        if asking is None:
            return None
        with self.store.read() as session:
            return kept(session, asking)

    def note(self, session: Session, told: BaseModel) -> Answer:
        """The answer to a deed that is being done in a transaction of its own; under a key it is kept.

        Raises :class:`AnsweredError` where it was given meanwhile: then the transaction must go.
        """
        asking = self._asking()
        answer = Answer(self.endpoint.status, told.model_dump_json())
        given = once(session, asking, lambda: answer) if asking else answer
        if given.again:
            raise AnsweredError(given)
        return given

    def write(self, deed: Callable[[Session], BaseModel]) -> Answer:
        """Do a deed in a transaction of its own and give its answer; under a key only once (``service.store.answers``).

        Raises what the deed does, and :class:`RefusedError` for a key that was used for something else.
        """

        def done() -> Answer:
            return Answer(self.endpoint.status, deed(session).model_dump_json())

        asking = self._asking()
        with self.store.write() as session:
            return once(session, asking, done) if asking else done()

    def _asking(self) -> Asking | None:
        """What is asked under which key. Raises :class:`CheckError` for a key that is none."""
        key = request.headers.get(KEY)
        if key is None:
            return None
        if not re.fullmatch(KEY_FORM, key):
            raise CheckError(f"{KEY} 应是 1 至 200 个英文字母、数字或符号，不带空格", KEY)
        asked = self.asked.model_dump_json() if self.asked else ""
        words = "\n".join((request.method, request.path, asked, *self.sent))
        holder = f"{self.who.account_id}:{self.who.token}"
        return Asking(holder, key, hashlib.sha256(words.encode()).hexdigest())


def answered(endpoint: Endpoint, **path: int) -> Response:
    """Call an endpoint's view for whoever's token is sent, and answer."""
    settings: Settings = current_app.extensions["huicai"]
    call = Call(endpoint, store(), settings, None)
    if endpoint.may is not Open.TO_ALL:
        call.caller = _caller(call.store)
    if call.caller and isinstance(endpoint.may, May):
        require(call.caller, endpoint.may)
    args: list[Any] = [call]
    if endpoint.asked:
        read = checking.query_of if endpoint.in_query else checking.body_of
        call.asked = read(endpoint.asked)
        args.append(call.asked)
    elif not endpoint.reads_files:
        checking.nothing_sent()
    return _response(endpoint, endpoint.view(*args, **path))


def _caller(archive: Store) -> Who:
    """Whose token was sent; a cookie is nobody's. Raises :class:`SignInError`."""
    sent = request.headers.get("Authorization", "")
    match = _BEARER.fullmatch(sent.strip())
    if not match:
        raise SignInError("请在请求头里写明令牌：Authorization: Bearer 令牌；令牌由管理员发给")
    return token_of(archive, match[1], request.remote_addr or "")


def _response(endpoint: Endpoint, found: BaseModel | Answer | Response) -> Response:
    if isinstance(found, Response):
        return found
    if isinstance(found, BaseModel):
        found = Answer(endpoint.status, found.model_dump_json())
    made = Response(found.body, found.status, mimetype="application/json")
    if endpoint.leads_to:
        told = {name: value for name, value in json.loads(found.body).items() if isinstance(value, int)}
        made.headers["Location"] = request.script_root + ROOT + endpoint.leads_to.format(**told)
    if found.again:
        made.headers[AGAIN] = "true"
    return made


def file(content: bytes, name: str, kind: str) -> FlaskResponse:
    """A file as an answer, to be saved under a name."""
    return send_file(io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
