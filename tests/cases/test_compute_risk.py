"""Risk of facilities: gathered at once, kept as history, shown by right."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.kinds import SubjectKind
from agencies.models import User
from cases.models import Case
from cases.services.risk import compute_risk, history_for, shown_to
from cases.states import CaseState
from facilities import services
from facilities.models import Facility, RiskScore
from facilities.services import (
    EquipmentInput,
    LicenceInput,
    PrintJobInput,
    UrlInput,
)
from facilities.states import (
    DeviceClass,
    FacilityKind,
    FacilityStatus,
    LicenceType,
    RiskFactor,
)
from inspections import services as inspections
from inspections.models import Inspection
from inspections.states import Mode, ReviewState
from regulations.models import LegalSetting
from tests.cases.walk import at_state, party, received
from tests.inspections.conftest import (
    cao_nguyen_xanh as cao_nguyen_xanh,
)
from tests.inspections.conftest import (
    enter as enter,
)
from tests.inspections.conftest import (
    gio_doi as gio_doi,
)
from tests.inspections.conftest import (
    hoa_cuc as hoa_cuc,
)
from tests.inspections.conftest import (
    second_manager as second_manager,
)
from tests.inspections.conftest import (
    walk as walk,
)
from tests.inspections.walk import answer_all, begin, lock, planned_visit
from tests.moments import day, moment

pytestmark = pytest.mark.django_db
NOW = moment("02/06/2026")
LATER = moment("03/06/2026")
OWN, STRANGER, CARD = "xa.bmt.thuly", "so.thuly", "ubnd.lanhdao"


def codes(officer, facility, username="so.sobo", at=NOW):
    """What an officer is shown: the score's lines as factor → points."""
    shown = shown_to(officer(username), [facility.pk], at=at)[facility.pk]
    return {line.code.value: line.weight for line in shown.lines}


def score(facility):
    return Facility.objects.get(pk=facility.pk).risk


class TestWhatTheRegisterSays:
    def test_counts_a_licence_that_is_missing_or_run_out(self, officer, gio_doi):
        compute_risk(at=moment("01/03/2026"))
        before = codes(officer, gio_doi)
        for type_ in (LicenceType.DISTRIBUTION, LicenceType.IMPORT):
            services.add_licence(
                facility=gio_doi,
                data=LicenceInput(
                    type=type_,
                    number="12/GP",
                    issuer="Sở",
                    issued_on=day("02/02/2026"),
                    expires_on=day("01/06/2026") if type_ == "IMPORT" else None,
                ),
                by=officer("so.sobo"),
                at=moment("01/03/2026"),
            )
        compute_risk(at=moment("01/06/2026"))
        valid = codes(officer, gio_doi)
        compute_risk(at=NOW)

        assert before == {"LICENCE": 15, "NO_CHECK": 10}
        assert valid == {"NO_CHECK": 10}
        (line, _unchecked) = shown_to(officer("so.sobo"), [gio_doi.pk], at=NOW)[
            gio_doi.pk
        ].lines
        assert line.facts == {"why": "run_out", "type": "IMPORT", "on": "2026-06-01"}
        assert score(gio_doi) == 25

    def test_asks_a_household_for_no_registration(self, officer, hoa_cuc):
        compute_risk(at=NOW)

        assert codes(officer, hoa_cuc) == {"NO_CHECK": 10}

    @pytest.mark.parametrize(
        ("device", "counts"),
        [
            (EquipmentInput(device_class=DeviceClass.PRINT_OFFSET, colours=4), True),
            (EquipmentInput(device_class=DeviceClass.PRINT_OFFSET, colours=2), False),
            (EquipmentInput(device_class=DeviceClass.BINDING), True),
            (EquipmentInput(device_class=DeviceClass.CUTTING), False),
            (
                EquipmentInput(
                    device_class=DeviceClass.BINDING, declared_on=day("02/02/2026")
                ),
                False,
            ),
        ],
    )
    def test_counts_big_machines_that_are_not_declared(
        self, officer, cao_nguyen_xanh, device, counts
    ):
        services.add_equipment(
            facility=cao_nguyen_xanh,
            data=device,
            by=officer("so.sobo"),
            at=moment("01/03/2026"),
        )
        compute_risk(at=NOW)

        assert ("MACHINE" in codes(officer, cao_nguyen_xanh)) is counts

    def test_counts_a_declaration_older_than_the_last_change(self, officer, enter):
        shop = enter("In Bao bì Sao Mai", kinds=(FacilityKind.PRINTER_DECLARED,))
        keeper = officer("so.sobo")
        services.add_licence(
            facility=shop,
            data=LicenceInput(
                type=LicenceType.PRINTING_DECLARATION,
                number="5/XN",
                issuer="Sở",
                issued_on=day("02/02/2026"),
            ),
            by=keeper,
            at=moment("01/03/2026"),
        )
        compute_risk(at=NOW)
        assert "LICENCE" not in codes(officer, shop)
        services.change_name(
            facility=Facility.objects.get(pk=shop.pk),
            version=Facility.objects.get(pk=shop.pk).version,
            name="In Bao bì Sao Hôm",
            from_on=day("01/04/2026"),
            by=keeper,
            at=moment("01/04/2026"),
        )
        compute_risk(at=NOW)

        assert codes(officer, shop)["LICENCE"] == 15

    def test_counts_jobs_for_foreign_customers(self, officer, cao_nguyen_xanh):
        services.add_print_job(
            facility=cao_nguyen_xanh,
            data=PrintJobInput(
                title="Picture book",
                product="OTHER",
                printed_on=day("02/02/2026"),
                printed_copies=500,
                is_foreign=True,
            ),
            by=officer("so.sobo"),
            at=moment("01/03/2026"),
        )
        compute_risk(at=NOW)

        assert codes(officer, cao_nguyen_xanh)["FOREIGN_PRINTING"] == 10

    def test_counts_a_shop_online_whose_address_is_gone(self, officer, enter):
        shop = enter("Sách Online", kinds=(FacilityKind.ONLINE_PLATFORM,))
        compute_risk(at=NOW)
        assert codes(officer, shop)["ONLINE"] == 10
        services.add_url(
            facility=shop,
            data=UrlInput(url="https://sach.example"),
            by=officer("so.sobo"),
            at=NOW,
        )
        compute_risk(at=NOW)

        assert "ONLINE" not in codes(officer, shop)

    def test_ranks_nothing_that_has_ended(self, officer, gio_doi):
        services.change_status(
            facility=gio_doi,
            version=gio_doi.version,
            status=FacilityStatus.ENDED,
            since=day("01/03/2026"),
            by=officer("so.sobo"),
            at=moment("01/03/2026"),
        )
        compute_risk(at=NOW)

        assert (score(gio_doi), codes(officer, gio_doi)) == (0, {})


class TestWhatVisitsSay:
    def test_a_check_of_any_agency_is_a_check(self, walk, officer, hoa_cuc):
        visit = begin(walk, planned_visit(walk, hoa_cuc))
        visit = Inspection.objects.get(pk=planned_pk(hoa_cuc))
        answer_all(walk, visit)
        lock(walk, visit)
        compute_risk(at=NOW)

        assert "NO_CHECK" not in codes(officer, hoa_cuc, "xa.bmt.kiemtra")

    def test_a_failed_remote_review_is_told_to_who_sees_the_visit(
        self, walk, officer, hoa_cuc
    ):
        visit = begin(walk, planned_visit(walk, hoa_cuc, mode=Mode.REMOTE))
        review = walk.visit(
            inspections.send_questionnaire,
            visit,
            "so.kiemtra",
            moment("04/03/2026"),
            sent_way="EMAIL",
            sent_to="hoacuc@example.vn",
            due_on=day("20/03/2026"),
        )
        inspections.close_review(
            review=review,
            version=Inspection.objects.get(pk=visit.pk).version,
            result=ReviewState.REFUSED,
            reason="Trả lời bằng văn bản là không cung cấp.",
            by=officer("so.kiemtra"),
            at=moment("06/03/2026"),
        )
        compute_risk(at=NOW)

        assert codes(officer, hoa_cuc, "so.kiemtra")["REMOTE_REVIEW"] == 15
        assert "REMOTE_REVIEW" not in codes(officer, hoa_cuc, "tt.lanhdao")
        assert score(hoa_cuc) == 10


class TestWhatCasesSay:
    def test_is_told_to_who_may_see_the_case(self, officer, hoa_cuc):
        """A card tells that the case is open, and nothing of how it came about."""
        at_state(officer, CaseState.OPENED, facility_id=hoa_cuc.pk)
        Case.objects.update(source="TIP_OFF")
        compute_risk(at=NOW)

        rest = {"NO_CHECK": 10}
        assert codes(officer, hoa_cuc, OWN) == rest | {
            "VERIFIED_REPORT": 20,
            "OPEN_CASE": 15,
        }
        assert codes(officer, hoa_cuc, CARD) == rest | {"OPEN_CASE": 15}
        assert codes(officer, hoa_cuc, STRANGER) == rest
        assert score(hoa_cuc) == 10

    def test_changes_nothing_of_what_a_stranger_is_shown(self, officer, hoa_cuc, enter):
        """Score, lines, times of the history: as at the shop without a case."""
        other = enter("Nhà sách Không Vụ", subject_kind=SubjectKind.HOUSEHOLD)
        compute_risk(at=moment("01/03/2026"))
        at_state(officer, CaseState.EXECUTED, facility_id=hoa_cuc.pk)
        compute_risk(at=NOW)
        stranger = officer(STRANGER)

        assert hoa_cuc.risk_scores.count() == 2
        assert history_for(stranger, hoa_cuc, at=NOW) == history_for(
            stranger, other, at=NOW
        )
        assert len(history_for(officer(OWN), hoa_cuc, at=NOW)) == 2

    def test_a_restricted_case_is_told_to_those_who_see_it(self, officer, hoa_cuc):
        at_state(officer, CaseState.OPENED, facility_id=hoa_cuc.pk)
        Case.objects.update(is_restricted=True)
        compute_risk(at=NOW)

        for user in User.objects.with_standing():
            sees = Case.objects.visible_to(user, NOW).exists()
            told = shown_to(user, [hoa_cuc.pk], at=NOW)[hoa_cuc.pk].lines
            assert (RiskFactor.OPEN_CASE in {line.code for line in told}) is sees

    def test_a_report_counts_once_it_is_verified(self, officer, hoa_cuc):
        received(officer, facility_id=hoa_cuc.pk)
        Case.objects.update(source="TIP_OFF")
        compute_risk(at=NOW)

        assert "VERIFIED_REPORT" not in codes(officer, hoa_cuc, OWN)

    def test_a_sanction_follows_the_owner_to_his_other_places(
        self, officer, hoa_cuc, enter
    ):
        who = party()
        other = enter("Nhà sách Hoa Cúc 2", subject_kind=SubjectKind.HOUSEHOLD)
        Facility.objects.filter(pk=other.pk).update(party=who)
        at_state(officer, CaseState.EXECUTED, facility_id=hoa_cuc.pk, respondent=who)
        compute_risk(at=NOW)

        for facility in (hoa_cuc, other):
            assert codes(officer, facility, OWN)["PRIOR_SANCTION"] == 25
            assert "PRIOR_SANCTION" not in codes(officer, facility, STRANGER)

    def test_an_annulled_decision_is_none(self, officer, hoa_cuc):
        at_state(officer, CaseState.ANNULLED, facility_id=hoa_cuc.pk)
        compute_risk(at=NOW)

        assert "PRIOR_SANCTION" not in codes(officer, hoa_cuc, OWN)

    def test_what_an_absorbed_record_has_counts_at_the_standing_one(
        self, officer, hoa_cuc, enter
    ):
        double = enter("Nha sach Hoa Cuc", subject_kind=SubjectKind.HOUSEHOLD)
        at_state(officer, CaseState.OPENED, facility_id=double.pk)
        Facility.objects.filter(pk=double.pk).update(merged_into=hoa_cuc)
        compute_risk(at=NOW)

        assert codes(officer, hoa_cuc, OWN)["OPEN_CASE"] == 15
        assert not double.risk_scores.exists()


class TestTheHistory:
    def test_grows_only_with_a_change(self, officer, hoa_cuc):
        """The season begins in July (+5) and the row of June stays."""
        assert compute_risk(at=NOW) == (1, 1)
        assert compute_risk(at=NOW) == (1, 0)
        assert compute_risk(at=LATER) == (1, 0)
        assert compute_risk(at=moment("01/07/2026")) == (1, 1)

        shown = history_for(officer("so.sobo"), hoa_cuc, at=moment("01/07/2026"))
        assert [row.score for row in shown] == [15, 10]
        assert score(hoa_cuc) == 15

    def test_leaves_version_and_time_of_the_record_alone(self, hoa_cuc):
        before = Facility.objects.values("version", "updated_at").get(pk=hoa_cuc.pk)
        compute_risk(at=NOW)

        after = Facility.objects.values("version", "updated_at").get(pk=hoa_cuc.pk)
        assert after == before

    def test_follows_a_weight_that_the_law_desk_changed(self, officer, hoa_cuc):
        compute_risk(at=NOW)
        LegalSetting.objects.create(
            key="risk_no_check_24_months",
            value="40",
            basis="Quy chế phối hợp",
            valid_from=day("03/06/2026"),
            confidence="unsettled",
        )
        compute_risk(at=LATER)

        assert [row.score for row in RiskScore.objects.all()] == [40, 10]

    def test_takes_as_many_queries_for_one_as_for_many(self, officer, enter, hoa_cuc):
        def asked():
            with CaptureQueriesContext(connection) as queries:
                compute_risk(at=NOW)
            RiskScore.objects.all().delete()
            return len(queries)

        one = asked()
        for place in range(8):
            made = enter(f"Nhà sách {place}", kinds=(FacilityKind.PUBLISHER,))
            received(officer, facility_id=made.pk)

        # The cases add nothing but what is asked of them at once.
        assert asked() <= one + 2

    def test_is_shown_in_four_queries(self, officer, hoa_cuc, enter):
        others = [enter(f"Nhà sách {place}") for place in range(4)]
        for facility in (hoa_cuc, *others):
            at_state(officer, CaseState.OPENED, facility_id=facility.pk)
        compute_risk(at=NOW)
        viewer = officer(OWN)
        viewer.roles_on(day("02/06/2026"))

        with CaptureQueriesContext(connection) as queries:
            shown_to(viewer, [hoa_cuc.pk, *(row.pk for row in others)], at=NOW)

        assert len(queries) <= 4


class TestTheCommand:
    def test_computes_all_or_those_named(self, hoa_cuc, gio_doi):
        out = StringIO()
        call_command("compute_risk", gio_doi.code, stdout=out)

        assert "1 facilities, 1 scores" in out.getvalue()
        assert (score(hoa_cuc) is None, score(gio_doi) is None) == (True, False)
        call_command("compute_risk", stdout=out)
        assert score(hoa_cuc) is not None

    def test_names_the_code_that_is_none(self, hoa_cuc):
        with pytest.raises(CommandError, match="DL-XX-1"):
            call_command("compute_risk", hoa_cuc.code, "DL-XX-1")


def planned_pk(facility):
    return Inspection.objects.get(facility=facility).pk
