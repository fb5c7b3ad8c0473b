"""Addresses that only tests have: one for each way a view can end."""

from __future__ import annotations

import threading

from django.db import InterfaceError, OperationalError, connection
from django.urls import path
from rest_framework.response import Response

from agencies.models import Ward
from api import fields, urls
from api.idempotency import once
from api.shapes import Body
from api.views import ApiView
from kernel.errors import (
    Blocker,
    KindRefused,
    MovedOn,
    NotPermitted,
    NotReady,
    Refused,
    TooLarge,
)

NO_ACT = Blocker("no_act", "An act is missing", "acts")
FAULTS = {
    "bug": lambda: RuntimeError("secret of the house"),
    "permitted": lambda: NotPermitted(),
    "ready": lambda: NotReady(
        blockers=[Blocker("no_act", "An act is missing", "acts")]
    ),
    "moved": lambda: MovedOn(current={"version": 7}),
    "refused": lambda: Refused(errors={"fine_vnd": ["Outside the frame."]}),
    "large": lambda: TooLarge(),
    "kind": lambda: KindRefused(),
    "away": lambda: OperationalError("server closed the connection"),
    "closed": lambda: InterfaceError("connection already closed"),
}


class Fault(ApiView):
    def get(self, request, name):
        raise FAULTS[name]()


class WardBody(Body):
    code = fields.Text(max_length=5)
    size = fields.Whole(required=False, max_value=10)
    money_vnd = fields.Money(required=False)
    day = fields.Day(required=False)
    moment = fields.Moment(required=False)
    flag = fields.Flag(required=False)
    ident = fields.Id(required=False)
    kind = fields.Choice(choices=["A", "B"], required=False)
    password = fields.Text(required=False)


class MakeWard(ApiView):
    """Makes a ward; slowly or not at all, as the test wishes."""

    gate: threading.Event | None = None
    fails = False

    @once
    def post(self, request):
        code = self.body(WardBody)["code"]
        Ward.objects.create(code=code, name=code, province_code="66")
        if MakeWard.gate:
            MakeWard.gate.wait(5)
        if MakeWard.fails:
            raise Refused
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()::text")
            (made_at,) = cursor.fetchone()
        return Response(
            {"code": code, "made_at": made_at},
            status=201,
            headers={"Location": f"/{code}/"},
        )


urlpatterns = [
    path("api/v1/trial/faults/<str:name>/", Fault.as_view()),
    path("api/v1/trial/wards/", MakeWard.as_view()),
    *(
        path("api/v1/" + str(found.pattern), found.callback, name=found.name)
        for found in urls.urlpatterns
    ),
]
