"""Any list as a file: the same rows, rights and masks as on its page."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from audit import trail
from audit.models import AccessAction
from kernel.clock import local_day
from web.downloads import FORMS, paper_as, table_as
from web.listings import LISTINGS
from web.listings.on_paper import register_of

# Where in a list somebody stands is no part of what is asked for.
_OF_PAGES = {"after", "size"}


def export_list(
    request: HttpRequest, form: str, *, listing: str, **of: Any
) -> HttpResponseBase:
    now = timezone.now()
    if form not in (*FORMS, "pdf"):
        raise Http404
    what = LISTINGS[listing]
    is_paper = form == "pdf"
    find = (is_paper and what.find_for_paper) or what.find
    found = find(request, now, **of)
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
    name = f"{what.file_name}-{local_day(now).isoformat()}"
    if is_paper:
        return paper_as(name=name, file=register_of(what, found, request, now))
    return table_as(
        form,
        name=name,
        headers=what.headers(),
        rows=what.lines(found.rows),
    )
