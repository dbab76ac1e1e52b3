"""Columns by letters, as Excel shows them; light, for the reading child loads it too."""

from __future__ import annotations


def column_letter(column: int) -> str:
    """The letters Excel shows above a column that counts from 1: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number, from 1, of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
