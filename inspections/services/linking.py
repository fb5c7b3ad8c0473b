"""What a visit found is compared with what other records name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from facilities import link_keys
from facilities.services.linking import Named, keep_keys, keys_in
from facilities.states import LinkSource
from inspections.models import Finding, FindingTitle, Inspection
from inspections.states import VisitState


def keep_visits(ids: Collection[UUID], *, at: datetime) -> int:
    """Titles, addresses and what descriptions name; gives how many links are new."""
    visits = Inspection.objects.filter(pk__in=ids).exclude(state=VisitState.CANCELLED)
    named = {pk: Named(LinkSource.VISIT, None) for pk in ids}
    for pk, facility in visits.values_list("pk", "facility_id"):
        named[pk].facility = facility
    findings = Finding.objects.standing().filter(inspection__in=visits.values("pk"))
    of_finding: dict[object, UUID] = {}
    for finding in findings:
        of_finding[finding.pk] = finding.inspection_id
        keys = named[finding.inspection_id].keys
        keys += keys_in(finding.description)
        if finding.url:
            keys += link_keys.of_address(finding.url)
    for title in FindingTitle.objects.filter(finding__in=list(of_finding)):
        keys = named[of_finding[title.finding_id]].keys
        keys += link_keys.of_title(title.title)
        keys += link_keys.of_registration(title.registration_no)
    return keep_keys(named, at=at)
