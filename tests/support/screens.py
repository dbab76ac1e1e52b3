"""The pictures of the pages in docs/pictures/screens and the page docs/screens.md: python -m tests.support.screens

An office is filled with something of everything (tests/web/furnished.py) and served; the system's Chromium opens each
of the pages of tests/support/screen_list.py, or those that are named.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from service.app import create_app
from service.config import ROOT, Settings
from tests.support import system
from tests.support.screen_list import SCREENS, Screen
from tests.support.small_png import indexed_png
from tests.web.browsing import browsing, page_of
from tests.web.conftest import CHEAP, Unhurried, serving, state_of
from tests.web.furnished import Furnished, furnished
from tests.web.office import store_of

FOLDER: Final = ROOT / "docs" / "pictures" / "screens"
DOCUMENT: Final = ROOT / "docs" / "screens.md"
COMMAND: Final = "python -m tests.support.screens"
# A picture in the 256 colours it has most of, each other pixel in the nearest of these: width, palette, pixels.
_FEW_COLOURS: Final = """async shown => {
  const picture = new Image();
  picture.src = "data:image/png;base64," + shown;
  await picture.decode();
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const bytes = canvas.getImageData(0, 0, picture.width, picture.height).data;
  const colours = Array.from({length: bytes.length / 4}, (_, n) =>
    (bytes[4 * n] << 16) | (bytes[4 * n + 1] << 8) | bytes[4 * n + 2]);
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) || 0) + 1);
  const kept = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 256).map(each => each[0]);
  const known = new Map(kept.map((colour, place) => [colour, place]));
  const far = (a, b) => [16, 8, 0].reduce((sum, bits) => sum + (((a >> bits) & 255) - ((b >> bits) & 255)) ** 2, 0);
  const nearest = colour => kept.reduce((best, each, place) =>
    far(colour, each) < far(colour, kept[best]) ? place : best, 0);
  const places = Uint8Array.from(colours, colour => {
    if (!known.has(colour)) known.set(colour, nearest(colour));
    return known.get(colour);
  });
  let text = "";
  for (let n = 0; n < places.length; n += 32768) text += String.fromCharCode(...places.subarray(n, n + 32768));
  return [picture.width, kept.flatMap(each => [each >> 16, (each >> 8) & 255, each & 255]), btoa(text)];
}"""


def main() -> None:
    """Write the page and its pictures anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    DOCUMENT.write_text(text(), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(home=Path(folder) / "home", soffice="none", **CHEAP))  # type: ignore[arg-type]
        app.extensions["huicai.batches"] = Unhurried(store_of(app))
        _draw(furnished(app), set(sys.argv[1:]) or {screen.name for screen in SCREENS})
        store_of(app).close()
    sys.stdout.write(f"已写好 {DOCUMENT} 和 {FOLDER} 里的图\n")


def text() -> str:
    """The page's text."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# 每个页面的样子"
    yield ""
    yield (
        "虚构的安澜县，1366×768 的屏幕；手机上的和打印出来的是同样的内容。图由程序打开真的页面截下来，页面改了要重做："
        f"`{COMMAND}`"
    )
    yield from ("", "## 第一包材料有多远", "")
    yield "从没有账号的首页数起，到一包材料下载到手（测试照着点，数对不上就不通过）："
    yield from ("", "- 示例县：点 11 次，填 2 处", "- 自己的台账：点 12 次，填 7 处", "")
    yield "按每次点 5 秒、每处填 10 秒估算，分别约 1 分 15 秒和 2 分 10 秒。"
    section = ""
    for screen in SCREENS:
        if screen.section != section:
            section = screen.section
            yield from ("", f"## {section}")
        yield from ("", f"{screen.title}：{screen.words}", "", f"![{screen.title}](pictures/screens/{screen.name}.png)")


def _draw(office: Furnished, wanted: set[str]) -> None:
    program = str(system.browser())
    with browsing(program) as browser, serving(office.app) as address:
        for who in (office.office, office.unit, None):
            state = state_of(office.app, who.account) if who and who.account else None
            with page_of(browser, address, state) as page:
                name = "unit" if who is office.unit else "office" if who else "stranger"
                for screen in SCREENS:
                    if screen.who == name and screen.name in wanted:
                        (FOLDER / f"{screen.name}.png").write_bytes(_picture(page, office, screen))


def _picture(page: Page, office: Furnished, screen: Screen) -> bytes:
    answer = page.goto(screen.address.format(*office.doors))
    assert answer is not None
    assert answer.status == 200, (screen.name, answer.status)
    page.wait_for_load_state("networkidle")
    shown = base64.b64encode(page.screenshot()).decode()
    with page.context.browser.new_page() as blank:  # type: ignore[union-attr]
        width, palette, pixels = blank.evaluate(_FEW_COLOURS, shown)
    return indexed_png(width, bytes(palette), base64.b64decode(pixels))


if __name__ == "__main__":
    main()
