"""A template set to the printing profile of an office: the setting ``profile`` of its huicai.toml."""

from __future__ import annotations

from typing import Final

from service.config import Settings, file_bytes
from service.errors import SettingsError

STANDARD: Final = "standard"


def in_profile(data: bytes, name: str, settings: Settings) -> bytes:
    """A template's bytes set to the profile of ``settings``; the templates in the tree are set to the standard one.

    Raises :class:`SettingsError` in a sentence that names the profile, and TemplateError for a file that is none.
    """
    if settings.profile == STANDARD:
        return data
    from service.assembly.layout import profiles  # noqa: PLC0415 - papers of the standard form do not pay for it

    known = profiles.delivered()
    what = f"印制版式“{settings.profile}”"
    path = known.get(settings.profile, settings.home / settings.profile)
    if settings.profile not in known and path.suffix != ".toml":
        raise SettingsError(
            f"没有名为“{settings.profile}”的印制版式，现有：{'、'.join(known)}；也可以写自己的 .toml 文件"
        )
    return profiles.printed_to(data, profiles.parse_printing(file_bytes(path, what), what), name)
