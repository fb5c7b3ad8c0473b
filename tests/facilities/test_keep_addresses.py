import pytest

from audit.models import Entry
from facilities import services
from facilities.models import Address, Facility
from facilities.services import AddressInput
from facilities.states import AddressKind
from kernel.errors import MovedOn, NotPermitted, Refused
from tests.facilities.conftest import AT, BUON_MA_THUOT, DONG_HOA, EA_KAR
from tests.moments import day


def add(shop, by, **fields) -> Address:
    values = {"kind": AddressKind.WAREHOUSE, "ward_code": DONG_HOA} | fields
    return services.add_address(
        facility=shop, data=AddressInput(**values), by=by, at=AT
    )


class TestAddAddress:
    def test_shows_the_facility_to_the_new_commune_too(self, shop, keeper):
        add(shop, keeper, text="Kho 2", legacy_address="TX Đông Hòa")

        stored = Facility.objects.get(pk=shop.pk)
        assert stored.ward_codes == {BUON_MA_THUOT, DONG_HOA}
        assert stored.ward_id == BUON_MA_THUOT
        assert stored.version == shop.version + 1

    def test_traces_the_row_under_its_facility(self, shop, keeper):
        add(shop, keeper, text="Kho 2")

        entry = Entry.objects.get(action="facility.add_address")
        assert entry.object_id == str(shop.pk)
        assert entry.object_label == "DL-DIST-0001 · Kho 2, Phường Đông Hòa"
        assert entry.changes["address"][1]["ward"] == DONG_HOA

    def test_takes_a_head_office_outside_the_province_as_text(self, shop, keeper):
        elsewhere = "1 Lê Lợi, TP Hồ Chí Minh"
        office = add(
            shop, keeper, kind=AddressKind.HEAD_OFFICE, ward_code="", text=elsewhere
        )

        assert str(office) == elsewhere

    @pytest.mark.parametrize(
        ("fields", "at_fault"),
        [
            ({"ward_code": "99999"}, "ward_code"),
            ({"ward_code": ""}, "ward_code"),
            ({"kind": "PALACE"}, "kind"),
            ({"kind": AddressKind.HEAD_OFFICE, "ward_code": ""}, "text"),
            ({"text": "x" * 301}, "text"),
        ],
    )
    def test_refuses_what_is_no_place(self, shop, keeper, fields, at_fault):
        with pytest.raises(Refused) as refused:
            add(shop, keeper, **fields)

        assert list(refused.value.errors) == [at_fault]
        assert shop.addresses.count() == 1

    def test_is_for_registry_officers_only(self, shop, officer):
        with pytest.raises(NotPermitted):
            add(shop, officer("xa.bmt.thuly"))


class TestEditAddress:
    def test_moves_the_facility_to_the_corrected_ward(self, shop, keeper):
        services.edit_address(
            address=shop.main_address,
            version=shop.version,
            data=AddressInput(kind=AddressKind.SHOP, ward_code=EA_KAR),
            by=keeper,
            at=AT,
        )

        assert Facility.objects.get(pk=shop.pk).ward_id == EA_KAR
        entry = Entry.objects.get(action="facility.edit_address")
        before, after = entry.changes["address"]
        assert (before["ward"], after["ward"]) == (BUON_MA_THUOT, EA_KAR)
        assert "kind" not in before

    def test_refuses_a_stale_version(self, shop, keeper):
        add(shop, keeper)

        with pytest.raises(MovedOn):
            services.edit_address(
                address=shop.main_address,
                version=shop.version,
                data=AddressInput(kind=AddressKind.SHOP, ward_code=EA_KAR),
                by=keeper,
                at=AT,
            )


class TestEndAddress:
    def test_keeps_the_row_and_takes_the_next_as_main(self, shop, keeper):
        add(shop, keeper)
        first = shop.main_address
        services.end_address(
            address=first,
            version=shop.version + 1,
            ended_on=day("28/02/2026"),
            by=keeper,
            at=AT,
        )

        stored = Facility.objects.get(pk=shop.pk)
        assert stored.addresses.count() == 2
        assert stored.ward_id == DONG_HOA

    def test_refuses_tomorrow_and_a_second_end(self, shop, keeper):
        address = shop.main_address
        with pytest.raises(Refused):
            services.end_address(
                address=address,
                version=shop.version,
                ended_on=day("03/03/2026"),
                by=keeper,
                at=AT,
            )
        services.end_address(
            address=address,
            version=shop.version,
            ended_on=day("02/03/2026"),
            by=keeper,
            at=AT,
        )
        with pytest.raises(Refused):
            services.end_address(
                address=address,
                version=shop.version + 1,
                ended_on=day("02/03/2026"),
                by=keeper,
                at=AT,
            )
