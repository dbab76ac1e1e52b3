"""Every error as a Chinese page: one sentence on what happened, one on what to do."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

from data_adapters import SourceError
from service.config import ROOT, Settings
from service.errors import (
    HuicaiError,
    NoEntryError,
    NotAllowedError,
    NotKeptError,
    OutputError,
    SignInError,
    StoreBusy,
)
from service.web.access import page_asked
from service.web.files import DamagedRecordError

Page = tuple[str, int]

_TITLES = {
    400: ("请求有误", "浏览器发来的内容不完整，请返回上一页重试。"),
    404: ("没有这个页面", "地址可能不完整，或者材料已被清理。请回到首页重新上传。"),
    405: ("不能这样打开", "这个地址只接受页面上的按钮提交，请回到首页重新操作。"),
}
_STATUS: dict[type[Exception], int] = {
    NotAllowedError: 403,
    SignInError: 401,
    NoEntryError: 404,
    NotKeptError: 404,
    StoreBusy: 503,
    OutputError: 500,
}
_WORDS = {403: "您的账号不能办这件事", 404: "没有找到", 503: "系统正忙"}
_OURS: Final = 500
_OTHER = ("没有办成", "请返回上一页重试；仍不行，请联系管理员。")


def register(app: Flask, other: Callable[[Exception], ResponseReturnValue | None] = lambda _: None) -> None:
    """Tie every error to its page: the specific first, anything else last and logged. ``other`` may answer in its own
    way where the request is no page's, and gives None where it is."""
    for kind, page in _PAGES.items():
        app.register_error_handler(kind, partial(_answered, other, page))


def _answered(
    other: Callable[[Exception], ResponseReturnValue | None],
    page: Callable[[Any], ResponseReturnValue],
    error: Exception,
) -> ResponseReturnValue:
    return other(error) or page(error)


def _page(status: int, title: str, sentence: str, back: str = "") -> Page:
    """``back`` is where what was typed is put back; where the fault is ours it is kept for the next time."""
    told = {"status": status, "title": title, "sentence": sentence, "back": back}
    return render_template("pages/error.html", keeps=bool(back) or status >= _OURS, **told), status


def _expired(_: CSRFError) -> Page:
    sentence = "为了安全，这次提交没有生效。请回到刚才的页面，核对填写的内容，再提交一次。"
    return _page(400, "页面已过期", sentence, request.script_root + (page_asked() or "/"))


def _foreign_name(_: SecurityError) -> tuple[str, int, dict[str, str]]:
    # Without a name to answer to no address can be built, so this is the one page without the frame.
    sentence = "会材只在本机使用，不接受这个地址；请从启动时显示的地址打开。\n"
    return sentence, 400, {"Content-Type": "text/plain; charset=utf-8"}


def _too_large(_: RequestEntityTooLarge) -> Page:
    most = current_app.config["MAX_CONTENT_LENGTH"]
    if request.content_length is not None and request.content_length <= most:  # then it is the form's parts or texts
        parts, texts = (current_app.config[name] for name in ("MAX_FORM_PARTS", "MAX_FORM_MEMORY_SIZE"))
        sentence = f"一次提交最多 {parts} 项，填写的文字合计不能超过 {texts // 1000} KB。请减少后重新提交。"
        return _page(413, "提交的内容太多", sentence)
    limit = most // (1024 * 1024)
    sentence = f"一次上传的文件合计不能超过 {limit} MB。请删去表格中的图片，或分几次上传。"
    return _page(413, "文件太大", sentence)


def _http(error: HTTPException) -> Page:
    status = error.code or 500
    return _page(status, *_TITLES.get(status, _OTHER))


def _damaged(error: DamagedRecordError) -> Page:
    return _page(404, "记录已损坏", f"{error}。")


def without_paths(sentence: str, settings: Settings | None = None) -> str:
    """A sentence for a page: where it names a path of the server, only the file's own name or 数据目录. Outside of a
    request ``settings`` say where that is."""
    settings = settings or current_app.extensions["huicai"]
    for folder, name in ((settings.home, "数据目录"), (ROOT, "程序目录")):
        pattern = re.escape(str(folder)) + r"(?:[\\/]([^”]*))?(?![^”\s])"
        sentence = re.sub(pattern, partial(_named, folder=name), sentence)
    return sentence


def _named(path: re.Match[str], folder: str) -> str:
    """The name of a file a person knows; a file of ours is only said to be in its ``folder``."""
    name = re.split(r"[\\/]", path[1] or "")[-1]
    return name if name.endswith((".docx", ".xlsx", ".zip", ".toml")) else folder


def _told(error: HuicaiError | SourceError) -> Page:
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 400)
    return _page(status, _WORDS.get(status, "没有办成"), without_paths(str(error)))


def _unexpected(error: Exception) -> Page:
    reference = g.get("request_id") or secrets.token_hex(4)
    current_app.logger.error("unexpected error %s", reference, exc_info=error)
    sentence = f"系统出了意外，没有办成。请重试；仍不行，请把编号 {reference} 告诉管理员。"
    return _page(500, "系统出错", sentence)


_PAGES: Final[Mapping[type[Exception], Callable[[Any], ResponseReturnValue]]] = {
    CSRFError: _expired,
    SecurityError: _foreign_name,
    RequestEntityTooLarge: _too_large,
    HTTPException: _http,
    DamagedRecordError: _damaged,
    HuicaiError: _told,
    SourceError: _told,
    Exception: _unexpected,
}
