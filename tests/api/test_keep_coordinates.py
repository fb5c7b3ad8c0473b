"""Coordinates of a place through the interface."""

from __future__ import annotations

import pytest

from tests.api.test_keep_facilities import SHOP, address
from tests.api.test_keep_facilities import registrar as registrar
from tests.api.test_keep_facilities import shop as shop

WAREHOUSE = {"kind": "WAREHOUSE", "text": "Kho 2", "ward_code": "24133"}


def add(registrar, shop, **given):
    body = WAREHOUSE | given
    return registrar.post(address(shop, "steps/add_address/"), body, format="json")


class TestCoordinates:
    @pytest.mark.parametrize(
        ("latitude", "longitude", "is_outside"),
        [(12.6797123, 108.0447, False), (21.03, 105.85, True)],
    )
    def test_are_shown_with_the_place(
        self, registrar, shop, latitude, longitude, is_outside
    ):
        answer = add(registrar, shop, latitude=latitude, longitude=longitude)

        assert answer.status_code == 200, answer.data
        first, added = answer.json()["addresses"]
        assert (first["latitude"], first["lies_outside"]) == (None, False)
        assert added["latitude"] == round(latitude, 6)
        assert added["lies_outside"] == is_outside

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"latitude": 12.5}, "longitude"),
            ({"latitude": 12.5, "longitude": 181}, "longitude"),
        ],
    )
    def test_are_refused(self, registrar, shop, given, field):
        answer = add(registrar, shop, **given)

        assert answer.status_code == 422
        assert set(answer.json()["errors"]) == {field}

    def test_go_in_with_a_new_facility(self, registrar):
        place = SHOP["addresses"][0] | {"latitude": 12.68, "longitude": 108.04}
        made = registrar.post("/api/v1/facilities/", SHOP | {"addresses": [place]})

        assert made.json()["addresses"][0]["longitude"] == 108.04
