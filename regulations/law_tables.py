"""The tables that the law desk keeps: their keys, figures, words and plain values.

A row travels as plain values, one for each column: in proposals, in exported files and
through the doors alike. `read` is the one place where such values become a row's.
An app above the law hands down a table of its own with `add_table`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.errors import Refused
from kernel.folding import nfc
from regulations import legal_settings
from regulations.kinds import FrameSubject, ProposalKind, SettingKey, Unit
from regulations.models import (
    AuthorityRule,
    CriminalIndicator,
    DatedRow,
    DeadlineRule,
    FieldMaximum,
    LegalSetting,
    ViolationBehaviour,
)
from regulations.models.indicators import COUNTED

Values = dict[str, Any]
STANDING = ("valid_to", "confidence", "confidence_note")
FRAMES = (
    ("fine_min_individual_vnd", "fine_max_individual_vnd"),
    ("fine_min_organisation_vnd", "fine_max_organisation_vnd"),
)
AMOUNTS = tuple(name for pair in FRAMES for name in pair)
# Limits of these units have no length to load.
WITHOUT_LENGTH = frozenset({Unit.FIXED_DATE, Unit.IMMEDIATE})
LABELS: dict[str, str | Promise] = {
    "additional_sanctions": gettext_lazy("Additional sanctions"),
    "basis": gettext_lazy("Citation"),
    "behaviours": gettext_lazy("Codes of the catalogue"),
    "code": gettext_lazy("Code"),
    "confidence": gettext_lazy("Confidence"),
    "confidence_note": gettext_lazy("Note on the confidence"),
    "confirmed": gettext_lazy("Confirmed by a decision"),
    "consequence": gettext_lazy("When it is missed"),
    "decision_no": gettext_lazy("Decision that fixed it"),
    "decree": gettext_lazy("Decree"),
    "extension_rule": gettext_lazy("Extension"),
    "facility_kinds": gettext_lazy("Facilities that it binds"),
    "field": gettext_lazy("Field"),
    "fine_max_individual_vnd": gettext_lazy("Highest fine, individual"),
    "fine_max_organisation_vnd": gettext_lazy("Highest fine, organisation"),
    "fine_min_individual_vnd": gettext_lazy("Lowest fine, individual"),
    "fine_min_organisation_vnd": gettext_lazy("Lowest fine, organisation"),
    "frame_subject": gettext_lazy("Whose frame the decree states"),
    "group": gettext_lazy("Group"),
    "individual_vnd": gettext_lazy("Maximum, individual"),
    "is_exclusive": gettext_lazy("Only above the threshold, not at it"),
    "is_restricting": gettext_lazy("Cases open to named officers only"),
    "is_yearly": gettext_lazy("Recurs every year"),
    "key": gettext_lazy("Setting"),
    "kind": gettext_lazy("Kind"),
    "legal_basis": gettext_lazy("Citation"),
    "length": gettext_lazy("Length"),
    "measure": gettext_lazy("Measured by"),
    "name": gettext_lazy("Name of the day"),
    "name_vi": gettext_lazy("Name"),
    "note": gettext_lazy("Note"),
    "organisation_vnd": gettext_lazy("Maximum, organisation"),
    "owner": gettext_lazy("Whose duty"),
    "percent": gettext_lazy("Percent of the field's maximum"),
    "quantity_rule": gettext_lazy("Quantities, in words"),
    "remedial_measures": gettext_lazy("Remedial measures"),
    "subject_kind": gettext_lazy("Kind of subject"),
    "text_en": gettext_lazy("Duty, in English"),
    "text_vi": gettext_lazy("Duty"),
    "threshold": gettext_lazy("Threshold"),
    "title": gettext_lazy("Title that imposes the fine"),
    "title_en": gettext_lazy("Behaviour, in English"),
    "title_vi": gettext_lazy("Behaviour"),
    "trigger_event": gettext_lazy("Starts with"),
    "unit": gettext_lazy("Unit"),
    "valid_from": gettext_lazy("Valid from"),
    "valid_to": gettext_lazy("Valid to"),
    "value": gettext_lazy("Value"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the law: `figures` are what is computed with, `words` the rest."""

    kind: ProposalKind
    name: str
    model: type[DatedRow]
    key: tuple[str, ...]
    words: tuple[str, ...]
    figures: tuple[str, ...]
    citation: str
    takes_new_codes: bool = False
    # What people call a row of a table that was handed down.
    title: Callable[[Any], str] = str

    @property
    def columns(self) -> tuple[str, ...]:
        head = (*self.key, *self.words, *self.figures, self.citation)
        return (*head, "valid_from", *STANDING)

    @property
    def asked(self) -> tuple[str, ...]:
        """What a proposal may say; the key is in its code."""
        return tuple(name for name in self.columns if name not in self.key)

    def code_of(self, row: DatedRow) -> str:
        return ".".join(str(getattr(row, name)) for name in self.key)

    def key_of(self, code: str) -> Values:
        """The key's columns; raises UnknownRow for what cannot be a code."""
        parts = code.split(".") if len(self.key) > 1 else [code]
        if len(parts) != len(self.key):
            raise UnknownRow
        key = dict(zip(self.key, parts, strict=True))
        for name, part in key.items():
            field: Any = self.model._meta.get_field(name)
            if field.choices and part not in dict(field.choices):
                raise UnknownRow
        return key

    def rows_of(self, code: str) -> models.QuerySet[Any]:
        return self.model.objects.filter(**self.key_of(code))

    def name_of(self, row: DatedRow) -> str:
        """What people call the row."""
        match row:
            case ViolationBehaviour() | CriminalIndicator():
                return row.title_vi
            case DeadlineRule():
                return row.name_vi
            case AuthorityRule():
                return f"{row.get_title_display()} ({row.get_field_display()})"
            case FieldMaximum():
                return str(row.get_field_display())
            case LegalSetting():
                return str(row.get_key_display())
        return self.title(row)

    def citation_of(self, row: DatedRow) -> str:
        return str(getattr(row, self.citation))

    def plain(self, row: DatedRow) -> Values:
        """All columns as they travel: days and lengths as text, money as numbers."""
        return {name: plain(getattr(row, name)) for name in self.columns}

    def read(self, values: Mapping[str, Any]) -> Values:
        """Typed columns from plain ones; raises Refused with every field's fault."""
        unknown = sorted(str(name) for name in set(values) - set(self.columns))
        errors: dict[str, list[str]] = {
            printable(name)[:80]: [_("There is no such column.")] for name in unknown
        }
        typed: Values = {}
        for name in self.columns:
            try:
                typed[name] = _read(self.model, name, values.get(name))
            except ValidationError as fault:
                errors[name] = [str(text) for text in fault.messages]
        if not errors:
            errors = _impossible(self, typed)
        if errors:
            raise Refused(errors=errors)
        return typed


BEHAVIOURS = Table(
    ProposalKind.BEHAVIOUR,
    "violation_behaviours",
    ViolationBehaviour,
    key=("code",),
    words=("group", "title_vi", "title_en", "quantity_rule", "note"),
    figures=("frame_subject", *AMOUNTS, "additional_sanctions", "remedial_measures"),
    citation="legal_basis",
    takes_new_codes=True,
)
RULES = Table(
    ProposalKind.DEADLINE_RULE,
    "deadline_rules",
    DeadlineRule,
    key=("code",),
    words=("name_vi", "trigger_event", "owner", "extension_rule", "consequence"),
    figures=("length", "unit"),
    citation="basis",
)
CEILINGS = Table(
    ProposalKind.CEILING,
    "authority_rules",
    AuthorityRule,
    key=("title", "field"),
    words=("decree",),
    figures=("percent", "additional_sanctions"),
    citation="basis",
)
MAXIMA = Table(
    ProposalKind.FIELD_MAXIMUM,
    "field_maxima",
    FieldMaximum,
    key=("field",),
    words=("decree",),
    figures=("individual_vnd", "organisation_vnd"),
    citation="basis",
)
SETTINGS = Table(
    ProposalKind.SETTING,
    "legal_settings",
    LegalSetting,
    key=("key",),
    words=(),
    figures=("value",),
    citation="basis",
)
INDICATORS = Table(
    ProposalKind.INDICATOR,
    "criminal_indicators",
    CriminalIndicator,
    key=("code", "measure"),
    words=("title_vi", "is_restricting"),
    figures=("threshold", "is_exclusive", "subject_kind", "behaviours"),
    citation="basis",
)
TABLES = [BEHAVIOURS, CEILINGS, RULES, MAXIMA, SETTINGS, INDICATORS]
_BY_KIND = {table.kind: table for table in TABLES}


def add_table(table: Table) -> None:
    """A table of an app above the law: the desk keeps it as its own."""
    if table.kind not in _BY_KIND:
        TABLES.append(table)
        _BY_KIND[table.kind] = table


class UnknownRow(Refused):
    code = "unknown_row"
    text = gettext_lazy("There is no such row of the law.")


def table_of(kind: str) -> Table:
    """Raises UnknownRow for what is no table of the desk."""
    found = _BY_KIND.get(kind)  # type: ignore[call-overload]
    if found is None:
        raise UnknownRow
    return found  # type: ignore[no-any-return]


def is_empty(row: DatedRow) -> bool:
    """Is the figure still to be loaded? Thresholds of crimes have none to load."""
    match row:
        case ViolationBehaviour():
            return row.frame_subject != FrameSubject.CRIMINAL and all(
                getattr(row, name) is None for name in AMOUNTS
            )
        case AuthorityRule():
            return row.percent is None
        case DeadlineRule():
            return row.length is None and row.unit not in WITHOUT_LENGTH
    return False


def plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, list):
        return [str(part) for part in value]
    return value if value is None or isinstance(value, (bool, int)) else str(value)


def _read(model: type[DatedRow], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)  # noqa: S101 - columns, not relations
    if value is None and not field.null:
        value = [] if isinstance(field, ArrayField) else ""
    return field.clean(_strict(field, value), None)


def _strict(field: models.Field[Any, Any], value: Any) -> Any:
    """A value of the wrong type is refused, never bent; texts are composed (NFC)."""
    wrong = ValidationError(_("This value is of a wrong kind."))
    if value is None:
        return None
    if isinstance(field, ArrayField):
        if not isinstance(value, list) or not all(is_text(part) for part in value):
            raise wrong
        return [nfc(part) for part in value if part.strip()]
    if isinstance(field, models.BooleanField):
        if not isinstance(value, bool):
            raise wrong
        return value
    if isinstance(field, models.IntegerField):
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong
        return value
    if not is_text(value):
        raise wrong
    return nfc(value) or (None if field.null else "")


def is_text(value: Any) -> bool:
    """A string that the database can hold: no NUL, no half of a surrogate pair."""
    return isinstance(value, str) and "\x00" not in value and printable(value) == value


def printable(text: str) -> str:
    """The text with what cannot be written replaced."""
    return text.encode("utf-8", "replace").decode()


def _impossible(table: Table, row: Values) -> dict[str, list[str]]:
    """What the single columns allow and the law does not."""
    errors: dict[str, list[str]] = {}
    start, end = row["valid_from"], row["valid_to"]
    if start and end and end < start:
        errors["valid_to"] = [_("The last day lies before the first.")]
    match table.kind:
        case ProposalKind.BEHAVIOUR:
            errors |= _impossible_frames(row)
        case ProposalKind.DEADLINE_RULE:
            errors |= _impossible_length(row)
        case ProposalKind.CEILING:
            if row["percent"] is not None and not 1 <= row["percent"] <= 100:
                errors["percent"] = [_("A percentage lies between 1 and 100.")]
        case ProposalKind.FIELD_MAXIMUM:
            for name in table.figures:
                if row[name] <= 0:
                    errors[name] = [_("An amount is more than zero.")]
        case ProposalKind.INDICATOR:
            errors |= _impossible_threshold(row)
        case ProposalKind.SETTING:
            if not legal_settings.is_valid(SettingKey(row["key"]), row["value"]):
                errors["value"] = [_("The setting does not take this value.")]
    return errors


def _impossible_frames(row: Values) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for least, most in FRAMES:
        low, high = row[least], row[most]
        if (low is None) != (high is None):
            missing = least if low is None else most
            errors[missing] = [_("A frame has a lowest and a highest fine.")]
        elif low is not None and low < 0:
            errors[least] = [_("An amount is not negative.")]
        elif low is not None and high < low:
            errors[most] = [_("The highest fine lies below the lowest.")]
        elif low is not None and row["frame_subject"] == FrameSubject.CRIMINAL:
            errors[least] = [_("A criminal threshold has no fine.")]
    return errors


def _impossible_threshold(row: Values) -> dict[str, list[str]]:
    """What is counted has a threshold; what is seen has none."""
    is_counted = row["measure"] in COUNTED
    if is_counted and (row["threshold"] is None or row["threshold"] <= 0):
        return {"threshold": [_("An amount is more than zero.")]}
    if not is_counted and row["threshold"] is not None:
        return {"threshold": [_("This fact counts by itself, without a threshold.")]}
    return {}


def _impossible_length(row: Values) -> dict[str, list[str]]:
    length, unit = row["length"], row["unit"]
    if unit in WITHOUT_LENGTH or length is None:
        return {}
    if unit != Unit.PERCENT_PER_DAY and length != length.to_integral_value():
        return {"length": [_("The length is a whole number of its unit.")]}
    return {}
