"""What a drafter filled in, each kind as paper needs it; nothing where he did not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from documents.catalogue import Blank, BlankKind
from documents.figures import clock_in_words
from documents.forms.parts import Witness
from documents.kit.filling import hour_to_fill

Values = Mapping[str, Any]

# The same on all minutes.
HELD_ON = Blank("held_on", _("Day of the minutes"), BlankKind.DAY)
BEGAN = Blank("began", _("Began at"), BlankKind.HOUR)
ENDED = Blank("ended", _("Ended at"), BlankKind.HOUR)
PLACE = Blank("place", _("Place of the act"))
PRESENT = Blank(
    "present",
    _("Persons present"),
    BlankKind.LINES,
    hint=_("One person a line: name, position or address - role"),
)
OPINIONS = Blank("opinions", _("What those present said"), BlankKind.TEXT)
COPIES = Blank("copies", _("Number of copies"), BlankKind.NUMBER)
_WITNESS = "Người chứng kiến"


def text_of(values: Values, name: str) -> str:
    return str(values.get(name) or "").strip()


def lines_of(values: Values, name: str) -> tuple[str, ...]:
    lines = (str(line).strip() for line in values.get(name) or ())
    return tuple(line for line in lines if line)


def day_of(values: Values, name: str) -> date | None:
    found = values.get(name)
    return found if isinstance(found, date) else None


def number_of(values: Values, name: str) -> int | None:
    found = values.get(name)
    return found if isinstance(found, int) else None


def hour_of(values: Values, name: str) -> str:
    """ "08 giờ 30 phút", or room for a hand."""
    clock = text_of(values, name)
    return clock_in_words(clock) if clock else hour_to_fill()


def people_of(values: Values, name: str = "present") -> tuple[Witness, ...]:
    """ "Ngô Văn Thiện, phường Tân An - người chứng kiến"; a witness unless told."""
    return tuple(_person(line) for line in lines_of(values, name))


def _person(line: str) -> Witness:
    who, dash, part = line.replace(" – ", " - ").rpartition(" - ")
    if not dash:
        who, part = line, _WITNESS
    name, _comma, details = who.partition(",")
    part = part.strip()
    return Witness(name.strip(), details.strip(), part[:1].upper() + part[1:])


def cells_of(line: str, columns: int) -> tuple[str, ...]:
    """ "Biên bản; 01/BB-KT; 3" as so many cells; what is not said is "-"."""
    cells = [cell.strip() for cell in line.split(";", columns - 1)]
    cells += [""] * (columns - len(cells))
    return tuple(cell or "-" for cell in cells)
