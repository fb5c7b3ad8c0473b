"""A page of the product as somebody sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

ITEM = object()  # stands for the first question of a draft
DRAFT = "Kế hoạch nháp của năm sau"
Arguments = Callable[[], list[object]]
SO, BMT, EA_KAR, DONG_HOA = (
    "SO_VHTTDL",
    "UBND_XA_24133",
    "UBND_XA_24373",
    "UBND_XA_22258",
)
WITH_SECOND_FACTOR, AT_SECOND_FACTOR = "so.phapche", "tt.chanh"


class Row(NamedTuple):
    """A page as somebody sees it; `sends` its form as it is, which refuses it."""

    name: str
    officer: str = ""
    arguments: Arguments = list
    query: str = ""
    sends: bool = False

    def __str__(self) -> str:
        said = [self.name, self.officer, self.query.strip("?"), "sent" * self.sends]
        return "-".join(word for word in said if word)
