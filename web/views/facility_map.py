"""Facilities and visits of the year over coordinates, and the same as a table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kernel.clock import local_day
from reports.field_map import MOST, map_of
from web import map_picture
from web.forms.facility_map import MapFilter
from web.pages import page


def facility_map(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    today = local_day(now)
    form = MapFilter(request.GET or None, today=today)
    asked = form.query()
    found = map_of(request.user, now, today=today, query=asked)
    dots = map_picture.dots(found.points)
    return page(
        request,
        "facilities/map.html",
        {
            "form": form,
            "map": found,
            "dots": dots,
            "outside": len(found.points) - len(dots),
            "meridians": map_picture.meridians(),
            "parallels": map_picture.parallels(),
            "width": map_picture.WIDTH,
            "height": map_picture.HEIGHT,
            "most": MOST,
            "year": today.year,
            "is_filtered": form.is_valid() and any(form.cleaned_data.values()),
        },
    )
