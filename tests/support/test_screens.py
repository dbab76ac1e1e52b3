"""The page of pictures of the pages tells of the pictures there are."""

from __future__ import annotations

from tests.support import screens
from tests.support.screen_list import SCREENS


def test_the_page_of_pictures_is_of_this_list_and_every_picture_is_there() -> None:
    assert screens.DOCUMENT.read_text(encoding="utf-8") == screens.text(), f"run {screens.COMMAND}"
    assert sorted(path.stem for path in screens.FOLDER.iterdir()) == sorted(screen.name for screen in SCREENS)
