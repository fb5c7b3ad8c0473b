"""Figures of the law and proposed changes of them, as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from regulations.desk import LawRow
from regulations.kinds import (
    AMOUNT_MEASURES,
    Confidence,
    DayKind,
    FrameSubject,
    IndicatorMeasure,
    LateInterestFrom,
    ProposalKind,
    Unit,
)
from regulations.law_tables import FRAMES, LABELS, table_of
from regulations.legal_settings import OFF, ON
from regulations.models import ProposedChange
from web.forms.fields import group

NOTHING = "–"
_OF_A_DAY = ("kind", "name", "decision_no", "confirmed")
_DAYS = frozenset({"valid_from", "valid_to"})


@dataclass(frozen=True, slots=True)
class Line:
    """One column of a changed row: as it stands, as it shall be."""

    label: str | Promise
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A change beside the row that it starts from; unchanged columns are left out."""

    change: ProposedChange
    name: str
    lines: list[Line]
    address_kind: str

    @classmethod
    def of(cls, change: ProposedChange) -> Comparison:
        old, new = change.before, change.payload
        is_day = change.kind == ProposalKind.CALENDAR_DAY
        columns = _OF_A_DAY if is_day else table_of(change.kind).columns
        lines = [
            Line(
                LABELS.get(name, name),
                _text_in(change.kind, name, old),
                _text_in(change.kind, name, new),
            )
            for name in columns
            if new.get(name) != old.get(name)
        ]
        name = value_text(change.kind, "valid_from", change.code) if is_day else ""
        names = ("title_vi", "name_vi", "text_vi")
        title = next((str(new[name]) for name in names if new.get(name)), "")
        return cls(change, name or title, lines, "" if is_day else str(change.kind))


def figure_texts(law_row: LawRow) -> list[str]:
    """The figures of a row, a line each; empty where there are none."""
    return figures_in(law_row.table.kind, law_row.table.plain(law_row.row))


def figures_in(kind: str, values: Mapping[str, Any]) -> list[str]:
    match kind:
        case ProposalKind.BEHAVIOUR:
            if values["frame_subject"] == FrameSubject.CRIMINAL:
                return [str(FrameSubject.CRIMINAL.label)]
            return [
                f"{label}: {group(values[low])} – {_money(values[high])}"
                for label, (low, high) in zip(_subjects(), FRAMES, strict=True)
                if values[low] is not None
            ]
        case ProposalKind.DEADLINE_RULE:
            length = value_text(kind, "length", values["length"])
            unit = str(Unit(values["unit"]).label)
            if values["length"] is None:
                return [unit] if values["unit"] == Unit.FIXED_DATE else []
            return [f"{length} {unit}"]
        case ProposalKind.CEILING:
            percent = values["percent"]
            return [] if percent is None else [value_text(kind, "percent", percent)]
        case ProposalKind.INDICATOR:
            return [_indicator_text(values)]
        case ProposalKind.OBLIGATION:
            lines = [value_text(kind, "facility_kinds", values["facility_kinds"])]
            return [*lines, _("Every year")] if values["is_yearly"] else lines
        case ProposalKind.FIELD_MAXIMUM:
            names = ("individual_vnd", "organisation_vnd")
            return [
                f"{label}: {_money(values[name])}"
                for label, name in zip(_subjects(), names, strict=True)
            ]
    return [_text_in(kind, "value", values)]


def value_text(kind: str, name: str, value: Any) -> str:
    """A plain value of a column in words."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "; ".join(_choice_text(kind, name, part) for part in value)
    if name.endswith("_vnd"):
        return _money(value)
    if name == "threshold":
        return group(value)
    if name == "percent":
        return f"{value}\N{NO-BREAK SPACE}%"
    if name == "length":
        return str(value).replace(".", ",")
    if name in _DAYS:
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    return _choice_text(kind, name, str(value))


def _money(amount: int) -> str:
    return f"{group(amount)}\N{NO-BREAK SPACE}đ"


def _subjects() -> tuple[str, str]:
    return _("Individual"), _("Organisation")


def _text_in(kind: str, name: str, values: Mapping[str, Any]) -> str:
    """The text of a column; what a setting's value means is in its key."""
    value = values.get(name)
    if name == "value" and value is not None:
        return _setting_text(str(values["key"]), str(value))
    return value_text(kind, name, value)


def _setting_text(key: str, value: str) -> str:
    if key.endswith("_vnd") and value.isdigit():
        return _money(int(value))
    words = {ON: _("Yes"), OFF: _("No"), **dict(LateInterestFrom.choices)}
    return str(words.get(value, value))


def _indicator_text(values: Mapping[str, Any]) -> str:
    """ "Copies of one publication: > 2.000"; the measure alone where it is a fact."""
    measure = IndicatorMeasure(values["measure"])
    if values["threshold"] is None:
        return str(measure.label)
    sign = ">" if values["is_exclusive"] else "≥"
    is_money = measure in AMOUNT_MEASURES
    amount = _money(values["threshold"]) if is_money else group(values["threshold"])
    return f"{measure.label}: {sign} {amount}"


def _choice_text(kind: str, name: str, value: str) -> str:
    if name == "confidence":
        return str(Confidence(value).label)
    if kind == ProposalKind.CALENDAR_DAY:
        choices: Any = DayKind.choices if name == "kind" else ()
    else:
        field: Any = table_of(kind).model._meta.get_field(name)
        # Of a list, the choices of its parts.
        choices = getattr(field, "base_field", field).choices or ()
    return str(dict(choices).get(value, value))
