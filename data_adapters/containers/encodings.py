"""Bytes → text, for what Chinese offices save: UTF-8, UTF-16, GB18030 or Big5 (rules measured on real files)."""

from __future__ import annotations

from data_adapters.containers.limits import RefusedError
from data_adapters.patterns import regex

_LOST_OF = 1000
_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Neither control characters (but tab, line feed, return), nor halves of pairs, nor private or unused characters.
_ODD = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")
_USUAL = regex("[\t\n\r\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def decode(data: bytes, name: str) -> str:
    """The text of a file: by its mark, else UTF-8, else UTF-16 where clearly so, else GB18030, else Big5.

    Raises :class:`RefusedError` where it is none of them.
    """
    if data.startswith(_MARKS):
        found = _decoded(data, "utf-16")
    elif order := unmarked_utf_16(data):
        found = _decoded(data, order)
    else:
        found = _decoded(data, "utf-8-sig")
        if found is None:
            found = _decoded(data, "gb18030")
            # Big5 bytes nearly always decode as GB18030 too, but then land in its private-use area.
            if found is None or any("\ue000" <= char <= "\uf8ff" for char in found):
                found = _decoded(data, "big5") or found
    if found is None:
        found = _damaged(data)
    if found is None:
        raise RefusedError(f"“{name}”的文字编码无法识别，请用 Excel 另存为“CSV UTF-8”后再上传")
    return found


def _damaged(data: bytes) -> str | None:
    """The text of a file of which a byte was lost, U+FFFD in its place: the cells that hold it are told.

    None where more is wrong than one character of a thousand, for then it is another encoding or no text. One byte can
    spoil two characters.
    """
    fewest = min((data.decode(encoding, "replace") for encoding in ("utf-8-sig", "gb18030")), key=_lost)
    is_text = not _ODD.search(fewest) and _lost(fewest) <= max(2, len(fewest) // _LOST_OF)
    return fewest if is_text else None


def _lost(text: str) -> int:
    return text.count("\ufffd")


def unmarked_utf_16(data: bytes) -> str:
    """The byte order of UTF-16 text without a mark, as a codec's name; "" unless only that reading gives plain text."""
    if len(data) % 2 or b"\0" not in data[:4096]:
        return ""
    orders = [order for order in ("utf-16-le", "utf-16-be") if _is_plain(_decoded(data[:8192], order))]
    return orders[0] if len(orders) == 1 else ""


def _is_plain(text: str | None) -> bool:
    return text is not None and not _ODD.search(text) and len(_USUAL.findall(text)) >= 0.9 * len(text)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
