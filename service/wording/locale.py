"""The one locale of the service, loaded once."""

from __future__ import annotations

from typing import Final

from babel import Locale

# What Locale.parse("zh_CN") finds after it has loaded the table of all languages.
ZH: Final = Locale("zh", territory="CN", script="Hans")
