"""The one locale of the service, loaded once."""

from __future__ import annotations

from typing import Final

from babel import Locale

ZH: Final = Locale.parse("zh_CN")
