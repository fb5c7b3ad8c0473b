"""Acts, fields and values of the trail, as people read them."""

import re
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import kinds as agency_kinds
from facilities import states as facility_states

_ID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")

ACTS: dict[str, str | Promise] = {
    "facility.create": gettext_lazy("Entered into the register"),
    "facility.edit": gettext_lazy("Data corrected"),
    "facility.change_name": gettext_lazy("New name"),
    "facility.change_status": gettext_lazy("Status changed"),
}
FIELDS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "status": gettext_lazy("Status"),
    "status_since": gettext_lazy("Status since"),
    "tax_code": gettext_lazy("Tax code"),
    "kinds": gettext_lazy("Activities"),
}


def _labels(*modules: Any) -> dict[str, str | Promise]:
    """Every value of the closed sets; where two sets share one, both say the same."""
    return {
        value: label
        for module in modules
        for name in dir(module)
        if isinstance(found := getattr(module, name), type)
        and issubclass(found, TextChoices)
        for value, label in found.choices
    }


VALUES = _labels(agency_kinds, facility_states)


def read(changed: dict[str, list[Any]]) -> list[tuple[str, str, str]]:
    """Field, before, after; identifiers and what stayed empty are left out."""
    rows = [
        (field_name(name), plain(before), plain(after))
        for name, (before, after) in changed.items()
    ]
    return [row for row in rows if row[1] or row[2]]


def field_name(name: str) -> str:
    return str(FIELDS.get(name, name.replace("_", " ")))


def plain(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(filter(None, map(plain, value)))
    if isinstance(value, dict):
        shown = [(field_name(name), plain(inner)) for name, inner in value.items()]
        return "; ".join(f"{name} {text}" for name, text in shown if text)
    text = str(value)
    if _ID.match(text):
        return ""
    if _DAY.match(text):
        return date.fromisoformat(text).strftime("%d/%m/%Y")
    return str(VALUES.get(text, text))
