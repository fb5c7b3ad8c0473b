from dataclasses import replace

import pytest

from audit.models import Entry
from facilities import services
from facilities.models import Equipment
from facilities.services import EquipmentInput
from facilities.states import HS_HEADINGS, DeviceClass, EquipmentStatus
from kernel.errors import MovedOn, NotPermitted, Refused
from tests.facilities.conftest import AT
from tests.moments import day

OFFSET = EquipmentInput(
    device_class=DeviceClass.PRINT_OFFSET,
    name="Máy in offset 4 màu",
    maker="Heidelberg",
    serial="…4471",
    year=2015,
    colours=4,
    hs_code="8443.13.00",
)


def add(shop, by, **fields) -> Equipment:
    return services.add_equipment(
        facility=shop, data=replace(OFFSET, **fields), by=by, at=AT
    )


class TestAddEquipment:
    def test_keeps_a_device_that_is_not_declared_yet(self, shop, keeper):
        device = add(shop, keeper)

        assert not device.is_declared
        assert str(device) == "Máy in offset 4 màu"

    @pytest.mark.parametrize("device_class", DeviceClass.values)
    def test_knows_the_headings_of_each_class(self, shop, keeper, device_class):
        """NĐ 72/2022: prepress 84.42, printing 84.43, finishing 84.40 and 84.41."""
        headings = HS_HEADINGS.get(device_class)
        for code in headings or ["9999"]:
            add(shop, keeper, device_class=device_class, hs_code=code)
        if headings:
            with pytest.raises(Refused, match="value") as refused:
                add(shop, keeper, device_class=device_class, hs_code="9999")
            assert headings[0] in str(refused.value.errors["hs_code"])

    @pytest.mark.parametrize(
        ("fields", "at_fault"),
        [
            ({"device_class": "TELEX"}, "device_class"),
            ({"status": "LOST"}, "status"),
            ({"year": 1899}, "year"),
            ({"year": 2027}, "year"),
            ({"colours": 0}, "colours"),
            ({"hs_code": "84A3"}, "hs_code"),
            ({"declared_on": day("03/03/2026")}, "declared_on"),
            ({"serial": "1" * 81}, "serial"),
        ],
    )
    def test_refuses_a_wrong_value(self, shop, keeper, fields, at_fault):
        with pytest.raises(Refused) as refused:
            add(shop, keeper, **fields)

        assert list(refused.value.errors) == [at_fault]

    def test_is_for_registry_officers_only(self, shop, officer):
        with pytest.raises(NotPermitted):
            add(shop, officer("so.truongdoan"))


class TestEditEquipment:
    def test_declares_a_device_found_on_site(self, shop, keeper):
        device = add(shop, keeper)
        edited = services.edit_equipment(
            device=device,
            version=2,
            data=replace(EquipmentInput.of(device), declared_on=day("01/03/2026")),
            by=keeper,
            at=AT,
        )

        assert edited.is_declared
        entry = Entry.objects.get(action="facility.edit_equipment")
        assert entry.changes["equipment"] == [
            {"declared_on": None},
            {"declared_on": "2026-03-01"},
        ]

    def test_refuses_a_stale_version(self, shop, keeper):
        with pytest.raises(MovedOn):
            services.edit_equipment(
                device=add(shop, keeper), version=1, data=OFFSET, by=keeper, at=AT
            )


class TestEndEquipment:
    def test_marks_it_gone_and_keeps_the_row(self, shop, keeper):
        services.end_equipment(
            device=add(shop, keeper),
            version=2,
            ended_on=day("01/03/2026"),
            by=keeper,
            at=AT,
        )

        device = shop.equipment.get()
        assert device.status == EquipmentStatus.GONE
        assert device.ended_on == day("01/03/2026")
