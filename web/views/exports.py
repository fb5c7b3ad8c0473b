"""Any list as a file: the same rows, rights and masks as on its page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from audit import trail
from audit.models import AccessAction
from kernel.clock import local_day
from web.downloads import FORMS, table_as
from web.listings import LISTINGS

# Where in a list somebody stands is no part of what is asked for.
_OF_PAGES = {"after", "size"}


def export_list(
    request: HttpRequest, form: str, *, listing: str, **of: Any
) -> HttpResponseBase:
    now = timezone.now()
    if form not in FORMS:
        raise Http404
    what = LISTINGS[listing]
    found = what.find(request, now, **of)
    asked = {
        name: ", ".join(values)
        for name, values in request.GET.lists()
        if name not in _OF_PAGES and any(values)
    }
    trail.record_access(
        action=AccessAction.EXPORTED,
        record=found.about,
        at=now,
        by=request.user,
        label=what.name,
        detail={"form": form} | asked,
    )
    return table_as(
        form,
        name=f"{what.file_name}-{local_day(now).isoformat()}",
        headers=what.headers(),
        rows=what.lines(found.rows),
    )
