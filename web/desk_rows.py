"""What a block of the desk is made of."""

from dataclasses import dataclass

from django.utils.functional import Promise

from agencies.models import Agency

MOST_ROWS = 7
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Row:
    title: str | Promise  # of a case: known when all blocks are
    address: str
    sub: str = ""
    agency: Agency | None = None
    end: str = ""
    end_sub: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """`tone` colours the figure on top: "r" overdue, "w" soon."""

    name: str
    title: str | Promise
    short: str | Promise
    rows: list[Row]
    count: int
    address: str
    tone: str = ""

    @property
    def figure(self) -> str:
        return "1.000+" if self.count > MOST_COUNTED else str(self.count)
