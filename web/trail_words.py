"""Acts, fields and values of the trail, as people read them."""

import re
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import kinds as agency_kinds
from cases import states as case_states
from cases import steps
from documents import form_ids
from facilities import states as facility_states
from web.forms.fields import group

_ID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")

ACTS: dict[str, str | Promise] = {
    "facility.create": gettext_lazy("Entered into the register"),
    "facility.edit": gettext_lazy("Data corrected"),
    "facility.change_name": gettext_lazy("New name recorded"),
    "facility.change_status": gettext_lazy("Status changed"),
    "case.edit": gettext_lazy("Facts of the case changed"),
    "case.add_act": gettext_lazy("Behaviour added"),
    "case.add_respondent": gettext_lazy("Respondent added"),
    "member.assign": gettext_lazy("Officer assigned"),
    "evidence.add": gettext_lazy("File received"),
    "evidence.mark_invalid": gettext_lazy("File marked invalid"),
    "deadline.recomputed": gettext_lazy("Deadline recomputed"),
    "document.issue": gettext_lazy("Paper issued"),
}
FIELDS: dict[str, str | Promise] = {
    "addresses": gettext_lazy("Places"),
    "amount_vnd": gettext_lazy("Amount"),
    "behaviour": gettext_lazy("Conduct"),
    "business_registration_issuer": gettext_lazy("Registered by"),
    "business_registration_no": gettext_lazy("Business registration number"),
    "business_registration_on": gettext_lazy("Registered on"),
    "detected_on": gettext_lazy("Detected on"),
    "due": gettext_lazy("Rolled date"),
    "ended": gettext_lazy("How it ended"),
    "equipment": gettext_lazy("Equipment"),
    "files": gettext_lazy("Files"),
    "findings": gettext_lazy("Findings"),
    "fine_vnd": gettext_lazy("Fine"),
    "form": gettext_lazy("Paper"),
    "ground": gettext_lazy("Ground"),
    "inspection": gettext_lazy("Visit"),
    "is_complex": gettext_lazy("Many people or a wide scope"),
    "is_respondent_unknown": gettext_lazy("Respondent not known"),
    "item": gettext_lazy("Measure"),
    "kind": gettext_lazy("Kind"),
    "kinds": gettext_lazy("Activities"),
    "last_day": gettext_lazy("Last day"),
    "legacy_address": gettext_lazy("Address before 1 July 2025"),
    "licences": gettext_lazy("Licences, registrations"),
    "method": gettext_lazy("How it was delivered"),
    "name": gettext_lazy("Name"),
    "name_from": gettext_lazy("From"),
    "number": gettext_lazy("Number"),
    "occurred_on": gettext_lazy("Legal day"),
    "officer": gettext_lazy("Officer"),
    "people": gettext_lazy("People"),
    "phone": gettext_lazy("Phone"),
    "place": gettext_lazy("Place"),
    "proof": gettext_lazy("Proof"),
    "receipt_no": gettext_lazy("Number of the receipt"),
    "sequence": gettext_lazy("Draft"),
    "sha256": gettext_lazy("Hash"),
    "source": gettext_lazy("Source"),
    "state": gettext_lazy("State"),
    "status": gettext_lazy("Status"),
    "status_since": gettext_lazy("Status since"),
    "strict_due": gettext_lazy("Strict date"),
    "subject_kind": gettext_lazy("Kind of subject"),
    "tax_code": gettext_lazy("Tax code"),
    "title": gettext_lazy("Title"),
    "trade_name": gettext_lazy("Trade name"),
    "unknown_owner": gettext_lazy("Owner not known"),
    "urls": gettext_lazy("Web addresses"),
    "uses_it": gettext_lazy("IT use"),
    "ward": gettext_lazy("Commune"),
}
# Of no use to a reader: counters, keys, and what stands elsewhere in the row.
HIDDEN = frozenset({"version", "party", "agency", "is_provisional"})


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


VALUES = _labels(agency_kinds, facility_states, case_states, form_ids)
# Where a value means something else in one field than elsewhere.
VALUES_OF: dict[str, dict[str, str | Promise]] = {
    "method": dict(case_states.DeliveryMethod.choices),
}


def read(changed: dict[str, list[Any]]) -> list[tuple[str, str, str]]:
    """Field, before, after; identifiers and what stayed empty are left out."""
    rows = [
        (field_name(name), plain(before, name), plain(after, name))
        for name, (before, after) in changed.items()
        if name not in HIDDEN
    ]
    return [row for row in rows if row[1] or row[2]]


def act_name(action: str) -> str:
    """An act in words; its own name where nobody gave it any."""
    step = action.split(".", 1)[-1]
    return str(ACTS.get(action) or steps.label_of(step))


def field_name(name: str) -> str:
    return str(FIELDS.get(name, name.replace("_", " ")))


def plain(value: Any, name: str = "") -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(filter(None, map(plain, value)))
    if isinstance(value, dict):
        shown = [(field_name(name), plain(inner)) for name, inner in value.items()]
        return "; ".join(f"{name} {text}" for name, text in shown if text)
    if isinstance(value, int) and value >= 1000:
        return group(value)
    text = str(value)
    if _ID.match(text):
        return ""
    if _DAY.match(text):
        return date.fromisoformat(text).strftime("%d/%m/%Y")
    return str(VALUES_OF.get(name, VALUES).get(text, text))
