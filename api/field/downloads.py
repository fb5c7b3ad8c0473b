"""How a visit is told to the phone: facility card, team, checklist, last results."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agencies.models import User
from facilities.models import Facility
from facilities.print_alarms import NO_DECISION
from facilities.states import EquipmentStatus, NumberKind, PersonRole
from inspections.models import ChecklistItem, Inspection
from kernel.clock import local_day
from regulations.indicators import of_copies

MOST_RESULTS = 3
PERIOD_TEXT = _("Ask for a period of at most %(days)s days.")


class WardTold(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()


class PhraseTold(serializers.Serializer):
    id = serializers.CharField()
    item = serializers.CharField(allow_null=True)
    text = serializers.CharField()


class VisitTold(serializers.Serializer):
    """Phones of persons by their last digits only; nothing of cases."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    version = serializers.IntegerField()
    state = serializers.CharField()
    mode = serializers.CharField()
    kind = serializers.CharField()
    content = serializers.ListField(child=serializers.CharField())
    planned_on = serializers.DateField()
    starts_at = serializers.DateTimeField(allow_null=True)
    facility = serializers.DictField()
    team = serializers.ListField(child=serializers.DictField())
    checklist = serializers.DictField(allow_null=True)
    answers = serializers.ListField(child=serializers.DictField())


class IndicatorTold(serializers.Serializer):
    """A count without a decision above this is the sign of a crime: to be looked at."""

    code = serializers.CharField()
    copies_over = serializers.IntegerField()
    text = serializers.CharField()


class DownloadShown(serializers.Serializer):
    results = VisitTold(many=True)
    wards = WardTold(many=True)
    phrases = PhraseTold(many=True)
    indicators = IndicatorTold(many=True)
    server_time = serializers.DateTimeField()


def told(visits: list[Inspection], *, by: User, at: datetime) -> list[dict[str, Any]]:
    results = _last_results(visits, by=by, at=at)
    return [_visit(visit, results, at=at) for visit in visits]


def phrases(visits: list[Inspection]) -> list[dict[str, Any]]:
    """Ready sentences of the questions, once for each checklist."""
    found = []
    versions = {
        visit.checklist_version_id: visit.checklist_version
        for visit in visits
        if visit.checklist_version
    }
    for version in versions.values():
        for item in version.items.all():
            found += [
                {"id": f"{item.pk}.{index}", "item": str(item.pk), "text": text}
                for index, text in enumerate(item.phrases)
            ]
    return found


def indicators_told(*, at: datetime) -> list[dict[str, Any]]:
    """Thresholds of copies that the law sees today where no decision was shown."""
    text = gettext("%(code)s: more than %(copies)s copies without a decision.")
    return [
        {
            "code": row.code,
            "copies_over": row.threshold,
            "text": text % {"code": row.code, "copies": row.threshold},
        }
        for row in of_copies()
        if row.is_about(NO_DECISION) and row.is_in_force_on(local_day(at))
    ]


def _visit(
    visit: Inspection, results: dict[UUID, list[dict[str, Any]]], *, at: datetime
) -> dict[str, Any]:
    return {
        "id": str(visit.pk),
        "number": visit.number,
        "version": visit.version,
        "state": visit.state,
        "mode": visit.mode,
        "kind": visit.kind,
        "content": sorted(visit.content),
        "planned_on": visit.scheduled_on.isoformat(),
        "starts_at": visit.started_at and visit.started_at.isoformat(),
        "facility": {
            **_facility(visit, at=at),
            "last_results": results[visit.facility_id][:MOST_RESULTS],
        },
        "team": [
            {
                "id": str(member.officer_id),
                "name": member.officer.full_name,
                "role": _role(member),
            }
            for member in visit.team.all()
        ],
        "checklist": _checklist(visit),
        "answers": [
            {
                "item": str(answer.item_id),
                "result": answer.result,
                "note": answer.note,
                "by": answer.by.full_name,
                "at": answer.at.isoformat(),
            }
            for answer in visit.given
        ],
    }


def _role(member: Any) -> str:
    if member.is_lead:
        return "LEAD"
    return "SECRETARY" if member.is_secretary else "MEMBER"


def _facility(visit: Inspection, *, at: datetime) -> dict[str, Any]:
    facility: Facility = visit.facility
    today = local_day(at)
    ward = visit.ward or facility.ward
    return {
        "id": str(facility.pk),
        "code": facility.code,
        "name": facility.name,
        "trade_name": facility.trade_name,
        "kinds": list(facility.kinds),
        "address": visit.place or str(facility.main_address or ""),
        "ward": ward.name if ward else "",
        "ward_code": ward.code if ward else "",
        **_representative(facility),
        "licences": [
            {
                "kind": licence.get_type_display(),
                "number": licence.number,
                "issued_on": licence.issued_on.isoformat(),
                "expires_on": licence.expires_on and licence.expires_on.isoformat(),
                "status": "VALID" if licence.is_valid_on(today) else "NOT_VALID",
            }
            for licence in facility.licences.all()
            if licence.ended_on is None
        ],
        "equipment": [
            {
                "kind": device.get_device_class_display(),
                "name": str(device),
                "serial": device.serial,
                "declared": device.is_declared,
            }
            for device in facility.equipment.all()
            if device.status != EquipmentStatus.GONE and device.ended_on is None
        ],
        "print_jobs": [
            {
                "title": job.title,
                "registration_no": job.registration_no,
                "decision_no": job.decision_no,
                "licensed_copies": job.licensed_copies,
                "printed_copies": job.printed_copies,
                "printed_on": job.printed_on.isoformat(),
            }
            for job in facility.print_jobs.all()
            if job.ended_on is None
        ],
    }


def _representative(facility: Facility) -> dict[str, str]:
    people = [one for one in facility.people.all() if one.ended_on is None]
    order = [role.value for role in PersonRole]
    people.sort(key=lambda one: order.index(one.role))
    first = next(iter(people), None)
    name = first.name if first else ""
    if not name and facility.party:
        name = facility.party.legal_representative_name
    phones = (
        number.masked
        for number in (first.protected_numbers.all() if first else ())
        if number.kind == NumberKind.PHONE and number.ended_on is None
    )
    return {"representative": name, "phone_masked": next(phones, "")}


def _checklist(visit: Inspection) -> dict[str, Any] | None:
    version = visit.checklist_version
    if version is None:
        return None
    sections: dict[str, list[dict[str, Any]]] = {}
    for item in version.items.all():
        sections.setdefault(item.section, []).append(item_told(item))
    return {
        "id": str(version.pk),
        "code": version.checklist.code,
        "version": version.number,
        "title": version.checklist.title,
        "sections": [
            {"title": title, "items": items} for title, items in sections.items()
        ],
    }


def item_told(item: ChecklistItem) -> dict[str, Any]:
    """A question; `on_fail` says what a failure must bring with it."""
    return {
        "id": str(item.pk),
        "code": item.number,
        "text": item.question,
        "basis": item.legal_ref,
        "help": item.help,
        "on_fail": {
            "photo": item.requires_photo_on_fail,
            "note": item.requires_note_on_fail,
        },
    }


def _last_results(
    visits: list[Inspection], *, by: User, at: datetime
) -> dict[UUID, list[dict[str, Any]]]:
    """The last visits of these facilities that the officer may see, newest first."""
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    rows = (
        Inspection.objects.visible_to(by, at)
        .ended()
        .filter(facility__in={visit.facility_id for visit in visits})
        .select_related("agency", "conclusion")
        .prefetch_related("findings")
        .order_by("-scheduled_on", "-id")
    )
    for row in rows:
        if len(found[row.facility_id]) < MOST_RESULTS:
            found[row.facility_id].append(
                {
                    "on": row.scheduled_on.isoformat(),
                    "agency": row.agency.short_name,
                    "text": _result(row),
                }
            )
    return found


def _result(visit: Inspection) -> str:
    count = visit.findings_count
    if not count:
        return gettext("Nothing was found.")
    text = ngettext("%(count)s finding.", "%(count)s findings.", count)
    return text % {"count": count}
