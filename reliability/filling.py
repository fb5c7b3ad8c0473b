"""Bodies and forms with what they need and no more, for whatever act is tried."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from rest_framework import serializers

from api.refs import AgencyCode, Officer, OwnPart, WardCode
from api.shapes import Body
from cases import services
from cases.models import Case
from kernel.clock import local_day
from reliability import parts
from reliability.standing import Scene
from web.forms.fields import DateField

# By the name of the field, where its kind does not tell.
AMOUNTS = {"working_days": 1, "amount_vnd": 100_000, "fine_vnd": 3_000_000}
# Optional fields without which the act says nothing.
WANTED = {
    "create_task": ("to_agency",),
    "forward": ("to_body",),
    "forward_to_competent": ("to_agency",),
    "edit": ("title",),
    "draft_seizure": ("goods",),
}
PICKED = {
    "to_agency": parts.THIRD,
    "agency": parts.THIRD,
    "behaviour": "DST-29-2A",
    "what": "informant",
    "compartment": "AGENCY",
    "limit_rule": "D-SEIZE-1M",
    "agencies": [parts.THIRD],
    "is_restricted": True,
}


def body_of(shape: type[Body], scene: Scene, name: str, part: Any) -> dict[str, Any]:
    """What is sent: what the shape requires, filled by the kind of each field."""
    values = {
        field_name: _value(field, field_name, scene, part)
        for field_name, field in shape().fields.items()
        if field.required or field_name in WANTED.get(name, ())
    }
    if name == "transfer_criminal":
        values["to_agency"] = parts.INVESTIGATING
    if name == "submit_decision":
        values["acts"] = _fines(scene.case)
    if name == "sanction_without_record":
        values["main_sanction"] = "WARNING"
    if "version" in shape().fields:
        values["version"] = scene.row.version
    return values


def read(shape: type[Body], sent: dict[str, Any], scene: Scene, part: Any) -> Any:
    """The values as a door hands them to the act, with records that others see."""
    door = SimpleNamespace(officer=scene.ground.other, at=scene.at)
    reader = shape(data=sent, context={"view": door, "record": part})
    reader.is_valid(raise_exception=True)
    return dict(reader.validated_data)


def typed(form: forms.Form, scene: Scene) -> dict[str, Any]:
    """A form as it is shown, with what it requires typed in."""
    return {
        form.add_prefix(name): _typed(form, name, field, scene)
        for name, field in form.fields.items()
        if _typed(form, name, field, scene) not in (None, "", [])
    }


def _fines(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "violation": str(violation.pk),
            "respondent": str(respondent.pk),
            "fine_vnd": frame.midpoint_vnd if frame else 1_000_000,
        }
        for violation, respondent, frame in services.proposed_fines(case)
    ]


def _value(field: Any, name: str, scene: Scene, part: Any) -> Any:
    if name in PICKED:
        return PICKED[name]
    match field:
        case serializers.ListSerializer():
            return [_nested(field.child, scene, part)]
        case serializers.ListField():
            return [_value(field.child, "", scene, part)]
        case AgencyCode():
            return parts.THIRD
        case Officer():
            return scene.officer.username
        case WardCode():
            return "24133"
        case OwnPart():
            case = scene.row
            first = getattr(case, field.relation).first()
            return str(first.pk if first is not None else case.pk)
        case serializers.DateField():
            later = timedelta(days=5 if name in {"due_on", "planned_on"} else 0)
            return (local_day(scene.at) + later).isoformat()
        case serializers.UUIDField():
            return str(_id(name, scene, part))
        case serializers.ChoiceField():
            return next(iter(field.choices))
        case serializers.BooleanField():
            return False
        case serializers.IntegerField():
            return AMOUNTS.get(name, 1)
        case serializers.DecimalField():
            return "1"
        case _:
            return parts.WORDS[: field.max_length or 20]


def _nested(shape: Any, scene: Scene, part: Any) -> dict[str, Any]:
    return {
        name: _value(field, name, scene, part)
        for name, field in shape.fields.items()
        if field.required or name == "seal_no"
    }


def _id(name: str, scene: Scene, part: Any) -> Any:
    case = scene.row
    match name:
        case "party":
            return case.respondents.all()[0].party_id
        case "seizure":
            return parts.seizure(scene, "add").pk
        case "item":
            act = case.decision or case.no_sanction_decision
            items = list(act.items.all()) if act is not None else []
            return items[0].pk if items else case.pk
        case _:
            return getattr(part, "pk", case.pk)


def _typed(form: forms.Form, name: str, field: Any, scene: Scene) -> Any:
    shown = form[name].value()
    if isinstance(field, forms.FileField):
        return None
    if shown not in (None, "", [], False):
        return form[name].field.prepare_value(shown) if _is_date(field) else shown
    if name in PICKED and _offers(field, PICKED[name]):
        return PICKED[name]
    if not field.required:
        return None
    match field:
        case DateField():
            return local_day(scene.at).strftime("%d/%m/%Y")
        case forms.ChoiceField() | forms.TypedChoiceField():
            return next((key for key, _text in _flat(field.choices) if key), "")
        case forms.IntegerField():
            return AMOUNTS.get(name, 1)
        case _ if "vnd" in name or "amount" in name or "quantity" in name:
            return "1"
        case _:
            return parts.WORDS[: getattr(field, "max_length", None) or 30]


def _is_date(field: Any) -> bool:
    return isinstance(field, DateField)


def _offers(field: Any, key: Any) -> bool:
    return any(
        key == offered for offered, _text in _flat(getattr(field, "choices", ()))
    )


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    found = []
    for key, text in choices:
        if isinstance(text, list | tuple):
            found += _flat(text)
        else:
            found.append((key, text))
    return found
