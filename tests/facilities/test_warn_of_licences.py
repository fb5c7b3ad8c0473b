"""Licences that end soon, have run out or are missing (registry, sections 1 and 2)."""

from dataclasses import replace

import pytest

from agencies.kinds import SubjectKind
from facilities import licence_warnings, services
from facilities.models import Facility, Licence
from facilities.services import EquipmentInput, LicenceInput
from facilities.states import (
    DeviceClass,
    FacilityKind,
    FacilityStatus,
    LicenceState,
    LicenceType,
    LicenceWarning,
)
from regulations.legal_settings import settings_on
from regulations.models import LegalSetting
from tests.facilities.conftest import AT
from tests.moments import day

ON, DAYS = day("02/03/2026"), 60
PAPER = LicenceInput(
    type=LicenceType.PUBLICATION_PRINTING,
    number="12/GP-SVHTTDL",
    issuer="Sở VHTTDL",
    issued_on=day("05/01/2020"),
)


@pytest.fixture
def printer(enter):
    return enter(
        "Công ty TNHH In Cao Nguyên",
        kinds=(FacilityKind.PRINTER_PUBLICATION,),
        subject_kind=SubjectKind.ORGANISATION,
    )


@pytest.fixture
def add(keeper):
    def add(facility, **values) -> Licence:
        return services.add_licence(
            facility=facility, data=replace(PAPER, **values), by=keeper, at=AT
        )

    return add


def warned(facility: Facility) -> set[str]:
    """By the database, which is to say the same as the rule of one facility."""
    found = {
        str(warning)
        for warning in LicenceWarning
        if Facility.objects.with_licence_warning(warning, on=ON, days=DAYS)
        .filter(pk=facility.pk)
        .exists()
    }
    facility = Facility.objects.with_parts().get(pk=facility.pk)
    asked = [
        licence_warnings.asked_of(
            kind, subject_kind=facility.subject_kind, has_colour_copier=False
        )
        for kind in facility.kinds
    ]
    in_use = [row for row in facility.licences.all() if row.ended_on is None]
    told = licence_warnings.warnings_of(
        in_use, asked=[type_ for type_ in asked if type_], on=ON, days=DAYS
    )
    assert {str(row.kind) for row in told} == found
    return found


@pytest.mark.django_db
class TestWarning:
    @pytest.mark.parametrize(
        ("ends", "told"),
        [
            (None, set()),
            ("01/03/2026", {"run_out"}),
            ("02/03/2026", {"ending"}),
            ("01/05/2026", {"ending"}),
            ("02/05/2026", set()),
        ],
    )
    def test_is_by_the_day_on_which_it_ends(self, printer, add, ends, told):
        add(printer, expires_on=day(ends) if ends else None)

        assert warned(printer) == told

    def test_ends_when_it_is_renewed(self, printer, add):
        add(printer, expires_on=day("01/04/2026"))
        add(printer, number="13", expires_on=day("01/04/2031"))

        assert warned(printer) == set()

    def test_is_of_each_type_apart(self, printer, add):
        add(printer, expires_on=day("01/04/2031"))
        add(
            printer,
            type=LicenceType.FOREIGN_CONTRACT_PRINTING,
            expires_on=day("01/02/2026"),
        )

        assert warned(printer) == {"run_out"}

    def test_is_of_what_is_missing(self, printer, add):
        add(printer, type=LicenceType.SECURITY_ORDER)

        assert warned(printer) == {"missing"}

    @pytest.mark.parametrize(
        ("state", "told"),
        [(LicenceState.SUSPENDED, set()), (LicenceState.REVOKED, {"missing"})],
    )
    def test_tells_a_suspended_paper_from_one_taken_away(
        self, printer, add, state, told
    ):
        add(printer, state=state)

        assert warned(printer) == told

    def test_of_a_declaration_is_none_for_who_has_a_licence(self, enter, add):
        other = enter("In Bao bì", kinds=(FacilityKind.PRINTER_DECLARED,))
        assert warned(other) == {"missing"}

        add(other, type=LicenceType.PRINTING)
        assert warned(other) == set()

    @pytest.mark.parametrize(
        ("subject", "told"),
        [(SubjectKind.HOUSEHOLD, set()), (SubjectKind.ORGANISATION, {"missing"})],
    )
    def test_asks_only_organisations_to_register_to_distribute(
        self, enter, subject, told
    ):
        assert warned(enter("Nhà sách", subject_kind=subject)) == told

    def test_asks_a_declaration_of_who_copies_in_colour(self, enter, keeper):
        copier = enter("Photocopy Bình Minh", kinds=(FacilityKind.PHOTOCOPY,))
        missing = Facility.objects.with_licence_warning(
            LicenceWarning.MISSING, on=ON, days=DAYS
        )
        assert not missing.exists()

        services.add_equipment(
            facility=copier,
            data=EquipmentInput(device_class=DeviceClass.COLOUR_COPIER),
            by=keeper,
            at=AT,
        )
        assert missing.get() == copier

    def test_is_none_of_a_facility_that_has_ended(self, printer, keeper):
        assert warned(printer) == {"missing"}

        services.change_status(
            facility=printer,
            version=printer.version,
            status=FacilityStatus.ENDED,
            since=ON,
            by=keeper,
            at=AT,
        )
        missing = Facility.objects.with_licence_warning(
            LicenceWarning.MISSING, on=ON, days=DAYS
        )
        assert not missing.exists()

    def test_reads_what_a_merged_record_holds(
        self, printer, enter, add, keeper, colleague
    ):
        """The paper of the double counts for the record at which both are read."""
        double = enter(
            "Cty In Cao Nguyên",
            kinds=(FacilityKind.PRINTER_PUBLICATION,),
            subject_kind=SubjectKind.ORGANISATION,
        )
        add(printer, expires_on=day("01/02/2026"))
        add(double, number="14", expires_on=day("01/04/2026"))
        for record in (printer, double):
            record.refresh_from_db()
        merge = services.propose_merge(
            kept=printer,
            absorbed=double,
            kept_version=printer.version,
            absorbed_version=double.version,
            taken=(),
            reason="Một xưởng, hai lần nhập",
            by=keeper,
            at=AT,
        )
        services.agree_to_merge(merge=merge, by=colleague, at=AT)

        rows = Facility.objects.standing()
        run_out = rows.with_licence_warning(LicenceWarning.RUN_OUT, on=ON, days=DAYS)
        ending = rows.with_licence_warning(LicenceWarning.ENDING, on=ON, days=DAYS)

        assert not run_out.exists()
        assert ending.get() == printer


@pytest.mark.django_db
class TestDays:
    def test_are_sixty_until_the_agencies_agree_otherwise(self):
        row = LegalSetting.objects.get(key="licence_warning_days")

        assert (row.value, row.confidence) == ("60", "unsettled")
        assert settings_on(ON).licence_warning_days == 60

    def test_are_dated(self):
        LegalSetting.objects.filter(key="licence_warning_days").update(
            value="30", valid_from=day("01/01/2026")
        )

        assert settings_on(day("31/12/2025")).licence_warning_days == 60
        assert settings_on(ON).licence_warning_days == 30
