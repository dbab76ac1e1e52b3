"""Pictures put in a pattern's place: what is none, damaged or too large is one sentence, never a broken paper."""

from __future__ import annotations

import struct
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from service.assembly import compile_template
from service.assembly.mend import WP
from service.assembly.objects.patterns import A, R
from service.assembly.objects.pictures import MAX_BYTES
from service.assembly.word_rules import check_document
from service.errors import FillError
from tests.assembly.docx_builder import p, part
from tests.assembly.patterns import picture_drawing, png, template
from tests.assembly.test_charts import contents

FRAME = 3_600_000


def jpeg(width: int, height: int, density: tuple[int, int] = (1, 1)) -> bytes:
    """The segments of a JPEG up to its frame, and its end: as much as is looked at."""
    head = b"\xff\xe0" + struct.pack(">H5sHBHHBB", 16, b"JFIF\0", 0x0102, 1, *density, 0, 0)
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + head + frame + b"\xff\xd9"


def size(data: bytes) -> list[tuple[int, int]]:
    """The sizes a drawing gives, of its place and of the picture in it."""
    elements = [*part(data).iter(f"{WP}extent"), *part(data).iter(f"{A}ext")]
    return [(int(e.get("cx", "0")), int(e.get("cy", "0"))) for e in elements]


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (png(300, 200), (FRAME, FRAME * 2 // 3)),
        (png(1, 4), (FRAME // 4, FRAME)),
        (jpeg(200, 200), (FRAME, FRAME)),
        (jpeg(200, 100, (200, 100)), (FRAME, FRAME)),
        (jpeg(100, 400), (FRAME // 4, FRAME)),
    ],
    ids=["wide", "tall", "square jpeg", "unequal density", "tall jpeg"],
)
def test_a_picture_fits_its_frame_and_keeps_its_proportions(image: bytes, expected: tuple[int, int]) -> None:
    made = compile_template(template(p("甲") + picture_drawing("{{ 照片 }}"))).render({"照片": image})
    assert check_document(made) == []
    assert size(made) == [expected, expected]
    media = {name: content for name, content in contents(made).items() if "media" in name}
    assert list(media.values()) == [image]  # the pattern's own picture is gone
    assert "srcRect" not in contents(made)["word/document.xml"].decode()


def test_a_picture_from_json() -> None:
    told = f"data:image/png;base64,{b64encode(png(3, 2)).decode()}"
    made = compile_template(template(picture_drawing("{{ 照片 }}"))).render({"照片": told})
    assert png(3, 2) in contents(made).values()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("data:image/png;base64,甲乙", "base64 文字不完整"),
        ("data:image/png,abc", "不是 PNG 或 JPEG"),
        (f"data:image/png;base64,{'A' * (MAX_BYTES * 4 // 3 + 8)}", "超过 10 MB"),
    ],
)
def test_what_json_gives_for_a_picture_and_is_none(told: str, said: str) -> None:
    with pytest.raises(FillError, match=said):
        compile_template(template(picture_drawing("{{ 照片 }}"))).render({"照片": told})


def test_a_picture_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "现场.dat").write_bytes(png(3, 2))
    made = compile_template(template(picture_drawing("{{ 照片 }}"))).render({"照片": tmp_path / "现场.dat"})
    assert png(3, 2) in contents(made).values()


def test_each_turn_of_a_loop_has_its_picture_and_equal_ones_are_kept_once() -> None:
    body = p("{%p for 项 in 表 %}") + picture_drawing("{{ 项.照片 }}") + p("{%p endfor %}")
    images = [png(1, 2), png(2, 1), png(1, 2)]
    made = compile_template(template(body)).render({"表": [{"照片": image} for image in images]})
    assert check_document(made) == []
    links = {e.get("Id"): e.get("Target", "") for e in part(made, "word/_rels/document.xml.rels")}
    shown = [contents(made)["word/" + links[blip.get(f"{R}embed")]] for blip in part(made).iter(f"{A}blip")]
    assert shown == images
    assert len({link for link in links.values() if "media" in link}) == 2
    assert size(made)[:3] == [(FRAME // 2, FRAME), (FRAME, FRAME // 2), (FRAME // 2, FRAME)]


WRONG: list[tuple[Any, str]] = [
    (b"%PDF-1.7", "不是 PNG 或 JPEG 图片"),
    (b"", "不是 PNG 或 JPEG 图片"),
    (b"<svg/>", "不是 PNG 或 JPEG 图片"),
    (b"GIF89a", "不是 PNG 或 JPEG 图片"),
    (png(3, 2)[:30], "图片文件不完整"),
    (png(3, 2)[:-20], "图片文件不完整"),
    (jpeg(3, 2)[:-2], "图片文件不完整"),
    (b"\xff\xd8\xff\xe0\xff\xff\xff\xd9", "图片文件不完整"),
    (jpeg(0, 5), "0×5 像素"),
    (jpeg(20_000, 20_000), "20000×20000 像素，应在 1 到 4000 万像素之间"),
    (png(1, 1) + bytes(MAX_BYTES), "超过 10 MB"),
    ("现场.jpg", "给的却不是图片文件"),
    (None, "给的却不是图片文件"),
    ("——", "给的却不是图片文件"),
    (Path("没有这个文件.png"), "“没有这个文件.png”打不开"),
    (Path(), "打不开"),
]


@pytest.mark.parametrize(("value", "sentence"), WRONG, ids=[f"{i} {text}" for i, (_, text) in enumerate(WRONG)])
def test_what_is_no_picture_is_one_sentence_with_the_place(value: Any, sentence: str) -> None:
    with pytest.raises(FillError) as caught:
        compile_template(template(picture_drawing("{{ 照片 }}")), name="简报").render({"照片": value})
    assert "模板“简报”正文" in str(caught.value)
    assert "{{ 照片 }}" in str(caught.value)
    assert sentence in str(caught.value)


def test_a_picture_without_tag_stays_as_it_is() -> None:
    made = compile_template(template(p("{{ 甲 }}") + picture_drawing("说明"))).render({"甲": "乙"})
    assert contents(made)["word/media/image1.png"] == png(2, 2)
    assert size(made) == [(FRAME, FRAME)] * 2
