"""What is taken as a password, and how one is kept."""

from __future__ import annotations

import re

import pytest

from service.errors import EntryError
from service.registers import passwords
from service.registers.passwords import Passwords

CHEAP = Passwords(memory=1, rounds=1)


@pytest.mark.parametrize(
    "password",
    [
        "云溪河边第三棵柳树下",
        "correct horse battery",
        "tulipwagonsix",
        "7h3K-pm2v-Q",
        "我在县发改委工作了九年",
        "x" + "龙" + "ab3k9dfe",
    ],
)
def test_what_will_do(password: str) -> None:
    passwords.check(password, "zhangsan", "张三")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "密码只有0个字符，至少要10个"),
        ("a1!B2@c3#", "密码只有9个字符"),
        ("长" * 129, "密码有129个字符，最多128个"),
        ("zhangsan2026", "除了登录名或姓名，几乎没有别的"),
        ("ZhangSan123", "除了登录名或姓名"),
        ("张三zhangsan张三", "除了登录名或姓名"),
        ("1234567890", "许多人都用的样式"),
        ("0987654321", "许多人都用的样式"),
        ("qwertyuiop", "许多人都用的样式"),
        ("ＱＷＥＲＴＹＵＩＯＰ", "许多人都用的样式"),
        ("Password2026", "许多人都用的样式"),
        ("P@ssw0rd1234", "许多人都用的样式"),
        ("admin123456", "许多人都用的样式"),
        ("huicai@2026", "许多人都用的样式"),
        ("1qaz2wsx3e", "许多人都用的样式"),
        ("woaini5201314", "许多人都用的样式"),
        ("aaaaaaaaaaaa", "许多人都用的样式"),
        ("ababababab", "许多人都用的样式"),
        ("我我我我我我我我我我", "许多人都用的样式"),
    ],
)
def test_what_will_not(password: str, said: str) -> None:
    with pytest.raises(EntryError, match=said):
        passwords.check(password, "zhangsan", "张三")


def test_made_passwords_will_do_and_differ() -> None:
    made = {passwords.made() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        assert re.fullmatch(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", password)
        passwords.check(password, "zhangsan", "张三")


@pytest.mark.parametrize("password", ["云溪河边第三棵柳树下", "a\x00b", "\ud800", "x" * 100_000])
def test_kept_and_known_again(password: str) -> None:
    kept = CHEAP.hashed(password)
    assert kept.startswith("$argon2id$v=19$m=1024,t=1,")
    assert CHEAP.fits(kept, password)
    assert not CHEAP.fits(kept, password + "x")
    assert CHEAP.hashed(password) != kept


def test_full_width_letters_of_an_input_method_are_the_same() -> None:
    assert CHEAP.fits(CHEAP.hashed("abc123-柳树下"), "ａｂｃ１２３－柳树下")


def test_a_decoy_fits_nothing_and_costs_the_same() -> None:
    decoy = CHEAP.decoy()
    assert not CHEAP.fits(decoy, "")
    assert CHEAP.decoy() != decoy
    kept = CHEAP.hashed("abc")
    assert [len(part) for part in decoy.split("$")] == [len(part) for part in kept.split("$")]
    assert decoy.split("$")[:4] == kept.split("$")[:4]


@pytest.mark.parametrize("kept", ["", "abc", "$argon2id$v=19$m=1024,t=1,p=4$x$y"])
def test_what_is_no_hash_fits_nothing(kept: str) -> None:
    assert not CHEAP.fits(kept, "abc")


def test_other_settings_outdate_a_hash() -> None:
    kept = CHEAP.hashed("abc")
    dearer = Passwords(memory=2, rounds=1)
    assert (CHEAP.is_outdated(kept), dearer.is_outdated(kept), dearer.fits(kept, "abc")) == (False, True, True)
