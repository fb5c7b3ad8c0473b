"""The list of facilities, as it is filtered on the page, as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from audit import trail
from audit.models import AccessAction
from facilities import listing, policies
from kernel.clock import local_day
from kernel.errors import NotPermitted
from web.downloads import FORMS, table_as
from web.views.facility_list import asked_facilities


def export_facilities(request: HttpRequest, form: str) -> HttpResponseBase:
    now = timezone.now()
    if form not in FORMS:
        raise Http404
    if not policies.sees_facilities(request.user, now):
        raise NotPermitted
    rows, _order, _form, asked = asked_facilities(request, now=now)
    trail.record_access(
        action=AccessAction.EXPORTED,
        record=None,
        at=now,
        by=request.user,
        label="facilities",
        detail={"form": form} | {k: str(v) for k, v in asked.items() if v},
    )
    return table_as(
        form,
        name=f"co-so-{local_day(now).isoformat()}",
        headers=listing.headers(),
        rows=listing.rows_of(_whole(rows)),
    )


def _whole(rows: Any) -> Any:
    return rows.by_name() if "search_rank" not in rows.query.annotations else rows
