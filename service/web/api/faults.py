"""What goes wrong, as JSON of one shape: ``{"error": {"code", "message", "field"}}``, with the status that fits."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Response, current_app, request
from pydantic import Field
from werkzeug.exceptions import HTTPException

from data_adapters import SourceError
from service import errors
from service.web.api.types import Told
from service.web.errors import without_paths

PREFIX: Final = "/api/"
_SOON: Final = 5  # seconds after which what was busy may be tried again


class Fault(Told):
    """What went wrong: a word for the program, a sentence for the person, the field it is about."""

    code: str = Field(description="给程序看的代号")
    message: str = Field(description="给人看的一句话：什么不对、怎么办")
    field: str | None = Field(None, description="哪一项不对，如 units.0；说不上是哪一项的为 null")


class Faulty(Told):
    """The answer to what could not be done."""

    error: Fault


class MalformedError(errors.HuicaiError):
    """A request that cannot be read as what it says it is."""


class CheckError(errors.HuicaiError):
    """A request with a field that is not as it should be."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class BusyError(errors.HuicaiError):
    """Too much of what is heavy is asked for at once."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How an error is answered."""

    status: int
    code: str
    meaning: str


MALFORMED: Final = Kind(400, "malformed", "请求读不懂：不是 JSON，或缺少该有的部分")
UNKNOWN: Final = Kind(401, "unauthenticated", "没有令牌，或令牌不对、已到期、已撤销")
FORBIDDEN: Final = Kind(403, "forbidden", "令牌的角色不能办这件事")
MISSING: Final = Kind(404, "not_found", "没有这一条，或没有这个地址")
CONFLICT: Final = Kind(409, "conflict", "现在不能这样办，答复里说明为什么、现在能做什么")
TOO_LARGE: Final = Kind(413, "too_large", "发来的内容太大")
INVALID: Final = Kind(422, "invalid", "有一项写得不对，field 说明是哪一项")
SLOW_DOWN: Final = Kind(429, "locked_out", "不对的令牌试得太多，过 Retry-After 秒再来")
FAILED: Final = Kind(500, "failed", "系统这边出了问题，请联系管理员")
BUSY: Final = Kind(503, "busy", "正忙，什么也没有改动，过 Retry-After 秒再试")
KINDS: Final = {
    kind.status: kind
    for kind in (MALFORMED, UNKNOWN, FORBIDDEN, MISSING, CONFLICT, TOO_LARGE, INVALID, SLOW_DOWN, FAILED, BUSY)
}
_OF: Final[Mapping[type[BaseException], Kind]] = {
    MalformedError: MALFORMED,
    CheckError: INVALID,
    BusyError: BUSY,
    errors.LockedOutError: SLOW_DOWN,
    errors.SignInError: UNKNOWN,
    errors.NotAllowedError: FORBIDDEN,
    errors.NoEntryError: MISSING,
    errors.NotKeptError: MISSING,
    errors.EntryError: INVALID,
    errors.RegisterError: CONFLICT,
    errors.RefusedError: CONFLICT,
    errors.StoreBusy: BUSY,
    errors.PaperError: INVALID,
    errors.SettingsError: CONFLICT,  # the installation's own: somebody must put it right before this can be done
    errors.TemplateError: CONFLICT,
    errors.FillError: CONFLICT,
    SourceError: INVALID,
    errors.HuicaiError: FAILED,
}
_HTTP: Final = {
    404: "没有这个地址，请核对接口说明（/api/）",
    405: "这个地址不接受这种请求方法，请核对接口说明（/api/）",
    413: "发来的内容太大，请分几次发",
}


def answer(error: Exception) -> Response:
    """The answer to any error; what is not one of ours is logged, and nothing of it is told."""
    if isinstance(error, HTTPException):
        return _of_http(error)
    kind = next((_OF[cls] for cls in type(error).__mro__ if cls in _OF), None)
    if kind is None:
        reference = secrets.token_hex(4)
        current_app.logger.error("unexpected error %s", reference, exc_info=error)
        return told(FAILED, f"系统出了意外，没有办成；请把编号 {reference} 告诉管理员")
    made = told(kind, without_paths(str(error)), getattr(error, "field", None))
    if kind in (BUSY, SLOW_DOWN):
        made.headers["Retry-After"] = str(getattr(error, "seconds", _SOON))
    if kind is UNKNOWN:
        made.headers["WWW-Authenticate"] = 'Bearer realm="huicai"'
    return made


def told(kind: Kind, sentence: str, field: str | None = None) -> Response:
    """An error as an answer."""
    body = Faulty(error=Fault(code=kind.code, message=sentence, field=field))
    return Response(body.model_dump_json(), kind.status, mimetype="application/json")


def _of_http(error: HTTPException) -> Response:
    status = error.code or 500
    kind = KINDS.get(status, Kind(status, "refused", ""))
    made = told(kind, _HTTP.get(status, "请求有误，请核对接口说明（/api/）"))
    for name, value in error.get_headers():
        if name == "Allow":
            made.headers[name] = value
    return made


def answer_to_programs(error: Exception) -> Response | None:
    """The answer where the request is another system's; None for a page's."""
    return answer(error) if request.path.startswith(PREFIX) and request.path != PREFIX else None
