"""One place of a facility over HTTP: an office, a works, a warehouse, a shop."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import once
from api.registry.asked import AddressPatch
from api.registry.shown import AddressShown
from api.steps import RecordView
from api.versions import tag_of
from facilities import services
from facilities.models import Address, Facility
from facilities.services import AddressInput


class AddressView(RecordView):
    """One place; it is added and ended by steps of its facility."""

    shows = AddressShown

    def records(self) -> QuerySet[Facility]:
        return Facility.objects.all()

    def check_sight(self) -> None:
        self._address()

    @extend_schema(responses=AddressShown)
    def get(self, request: Request, id: Any, part: Any) -> Response:
        return self._answer(self._address())

    @extend_schema(request=AddressPatch, responses=AddressShown)
    @once
    def patch(self, request: Request, id: Any, part: Any) -> Response:
        """Correct a place; what is left out stays. A move: end one, add another."""
        address = self._address()
        self.permit("facility.edit", address.facility)
        values = self.body(AddressPatch)
        version = self.version_in(values)
        edited = services.edit_address(
            address=address,
            version=version,
            data=replace(AddressInput.of(address), **values),
            by=self.officer,
            at=self.at,
        )
        return self._answer(edited)

    def _address(self) -> Address:
        rows = self.find().addresses.select_related("ward")
        return get_object_or_404(rows, pk=self.kwargs["part"])

    def _answer(self, address: Address) -> Response:
        """A place, with the version of its facility."""
        facilities = Facility.objects.values_list("version", flat=True)
        version = facilities.get(pk=address.facility_id)
        shown = AddressShown(address, context={"view": self}).data
        return Response(shown, headers=tag_of(version))
