from dataclasses import replace

import pytest
from django.db import IntegrityError

from audit.models import Entry
from facilities import services
from facilities.models import Facility, Licence
from facilities.services import LicenceInput
from facilities.states import LicenceState, LicenceType
from kernel.errors import MovedOn, NotPermitted, Refused
from tests.facilities.conftest import AT
from tests.moments import day

PRINTING = LicenceInput(
    type=LicenceType.PUBLICATION_PRINTING,
    number="12/GP-STTTT",
    issuer="Sở TT&TT Đắk Lắk",
    issued_on=day("14/06/2019"),
)


def add(shop, by, **fields) -> Licence:
    return services.add_licence(
        facility=shop, data=replace(PRINTING, **fields), by=by, at=AT
    )


class TestAddLicence:
    def test_keeps_the_number_as_printed_and_finds_it(self, shop, keeper):
        licence = add(shop, keeper)

        assert licence.number == "12/GP-STTTT"
        assert Facility.objects.search("12gp").get() == shop
        entry = Entry.objects.get(action="facility.add_licence")
        assert entry.object_label == "DL-DIST-0001 · 12/GP-STTTT"

    def test_takes_one_number_again_in_another_year_type_or_office(self, shop, keeper):
        add(shop, keeper)
        add(shop, keeper, issued_on=day("14/06/2020"))
        add(shop, keeper, type=LicenceType.IMPORT)
        add(shop, keeper, issuer="UBND tỉnh")

        assert shop.licences.count() == 4

    def test_refuses_one_number_twice_and_says_where_it_is(self, shop, enter, keeper):
        add(shop, keeper)

        with pytest.raises(Refused) as refused:
            add(enter("Khác"), keeper, issued_on=day("01/12/2019"))

        assert "DL-DIST-0001" in str(refused.value.errors["number"])

    def test_is_unique_in_the_database_too(self, shop, keeper):
        add(shop, keeper)

        with pytest.raises(IntegrityError, match="licence_number_once"):
            Licence.objects.create(
                facility=shop,
                type=PRINTING.type,
                number=PRINTING.number,
                issuer=PRINTING.issuer,
                issued_on=day("31/12/2019"),
            )

    @pytest.mark.parametrize(
        ("fields", "at_fault"),
        [
            ({"expires_on": day("13/06/2019")}, "expires_on"),
            ({"issued_on": day("03/03/2026")}, "issued_on"),
            ({"type": "FISHING"}, "type"),
            ({"state": "LOST"}, "state"),
            ({"number": " "}, "number"),
            ({"issuer": ""}, "issuer"),
            ({"number": "1" * 61}, "number"),
        ],
    )
    def test_refuses_a_wrong_value(self, shop, keeper, fields, at_fault):
        with pytest.raises(Refused) as refused:
            add(shop, keeper, **fields)

        assert list(refused.value.errors) == [at_fault]
        assert not shop.licences.exists()

    def test_is_for_registry_officers_only(self, shop, officer):
        with pytest.raises(NotPermitted):
            add(shop, officer("so.kiemtra"))


class TestEditLicence:
    def test_changes_and_traces_the_changed_fields(self, shop, keeper):
        licence = add(shop, keeper)
        services.edit_licence(
            licence=licence,
            version=2,
            data=replace(LicenceInput.of(licence), expires_on=day("14/06/2029")),
            by=keeper,
            at=AT,
        )

        entry = Entry.objects.get(action="facility.edit_licence")
        assert entry.changes["licence"] == [
            {"expires_on": None},
            {"expires_on": "2029-06-14"},
        ]

    def test_refuses_another_licence_number_and_a_stale_version(self, shop, keeper):
        add(shop, keeper)
        other = add(shop, keeper, number="13/GP-STTTT")

        with pytest.raises(Refused):
            services.edit_licence(
                licence=other, version=3, data=PRINTING, by=keeper, at=AT
            )
        with pytest.raises(MovedOn):
            services.edit_licence(
                licence=other, version=2, data=PRINTING, by=keeper, at=AT
            )


class TestEndLicence:
    def test_ends_its_validity(self, shop, keeper):
        licence = services.end_licence(
            licence=add(shop, keeper),
            version=2,
            ended_on=day("01/03/2026"),
            state=LicenceState.REVOKED,
            by=keeper,
            at=AT,
        )

        assert not licence.is_valid_on(day("02/03/2026"))
        assert shop.licences.get().state == LicenceState.REVOKED

    @pytest.mark.parametrize(
        ("ended_on", "state", "at_fault"),
        [
            ("13/06/2019", LicenceState.ENDED, "ended_on"),
            ("03/03/2026", LicenceState.ENDED, "ended_on"),
            ("01/03/2026", "LOST", "state"),
        ],
    )
    def test_refuses_a_wrong_end(self, shop, keeper, ended_on, state, at_fault):
        with pytest.raises(Refused) as refused:
            services.end_licence(
                licence=add(shop, keeper),
                version=2,
                ended_on=day(ended_on),
                state=state,
                by=keeper,
                at=AT,
            )

        assert list(refused.value.errors) == [at_fault]


class TestValidityOfALicence:
    @pytest.mark.parametrize(
        ("on", "valid"),
        [
            ("13/06/2019", False),
            ("14/06/2019", True),
            ("14/06/2024", True),
            ("15/06/2024", False),
        ],
    )
    def test_runs_from_issue_to_expiry_both_included(self, shop, keeper, on, valid):
        licence = add(shop, keeper, expires_on=day("14/06/2024"))

        assert licence.is_valid_on(day(on)) is valid
