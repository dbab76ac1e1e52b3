"""What a context gives for something that has to be made together with the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from service.assembly.values import DocxtplNeededError

if TYPE_CHECKING:
    from docxtpl import DocxTemplate  # loading it takes longer than filling a paper does


class Insert:
    """A context value that docxtpl must make for the document at hand, e.g.
    ``Insert(lambda document: InlineImage(document, picture, width=Mm(40)))``."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[DocxTemplate], object]) -> None:
        self.make = make

    def __html__(self) -> str:
        raise DocxtplNeededError
