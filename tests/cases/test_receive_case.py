"""Intake: what is taken in, and what is refused at its field."""

from datetime import timedelta

import pytest

from cases import services
from cases.models import Case
from cases.services import ActInput, CaseInput
from cases.states import CaseState
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import HANDLER, INSPECTOR, party, received, reread
from tests.moments import day, moment

NOW = moment("10/03/2026")


def facts(**changes) -> CaseInput:
    values = {"title": "Sách không rõ nguồn gốc", "source": "TIP_OFF"}
    return CaseInput(**{**values, "detected_on": day("09/03/2026"), **changes})


@pytest.mark.django_db
class TestReceiveCase:
    def test_makes_a_numbered_case_led_by_the_officers_agency(self, officer):
        case = services.receive_case(facts=facts(), by=officer(HANDLER), at=NOW)

        case = reread(case)
        assert case.number == "VV-2026-0001"
        assert case.state == CaseState.RECEIVED
        assert case.lead_agency_id == case.competent_authority_id == "UBND_XA_24133"
        assert case.version == 1
        assert [e.transition for e in case.events.all()] == ["receive"]

    def test_is_found_without_diacritics_and_by_its_number(self, officer):
        walk = received(officer)

        for text in ("truyen", "NHÀ SÁCH hoa cuc", "VV-2026-0001", "vv20260001"):
            found = Case.objects.search(text)
            assert (walk.case in found) == (text != "truyen"), text

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"title": "  "}, "title"),
            ({"source": "RUMOUR"}, "source"),
            ({"ward": "99999"}, "ward"),
            ({"detected_on": day("11/03/2026")}, "detected_on"),
            (
                {"acts": (ActInput("DST-29-2A", "x", day("11/03/2026")),)},
                "act_on",
            ),
            # NĐ 341/2025 is in force from 15/02/2026 only.
            (
                {"acts": (ActInput("CPR-341-COPY", "x", day("10/02/2026")),)},
                "behaviour",
            ),
            (
                {"acts": (ActInput("KHONG-CO", "x", day("09/03/2026")),)},
                "behaviour",
            ),
        ],
    )
    def test_refuses_a_value_at_its_field_and_keeps_nothing(
        self, officer, change, field
    ):
        with pytest.raises(Refused) as refusal:
            services.receive_case(facts=facts(**change), by=officer(HANDLER), at=NOW)

        assert list(refusal.value.errors) == [field]
        assert not Case.objects.exists()

    def test_offers_the_old_decree_for_an_act_before_the_new_one(self, officer):
        """S6: the act ended 10/02/2026, so CPR-131-18 holds, valid to 14/02/2026."""
        act = ActInput("CPR-131-18", "Sao chép", day("10/02/2026"), day("10/02/2026"))

        case = services.receive_case(
            facts=facts(acts=(act,), party_ids=(party().pk,)),
            by=officer(HANDLER),
            at=NOW,
        )

        assert reread(case).violations.get().behaviour.code == "CPR-131-18"

    @pytest.mark.parametrize("username", ["quantri", "ubnd.kiemsoat", "so.vanthu"])
    def test_is_not_for_everybody(self, officer, username):
        with pytest.raises(NotPermitted):
            services.receive_case(facts=facts(), by=officer(username), at=NOW)


@pytest.mark.django_db
class TestEditCase:
    def test_changes_facts_until_the_record_holds_them(self, officer):
        walk = received(officer)
        walk.step(services.edit_case, HANDLER, NOW, title="Tên mới", is_complex=True)
        assert (walk.case.title, walk.case.is_complex) == ("Tên mới", True)
        walk.step(services.start_verification, HANDLER, NOW + timedelta(hours=1))
        walk.step(services.open_case, HANDLER, NOW + timedelta(hours=2))
        walk.step(
            services.make_record,
            INSPECTOR,
            NOW + timedelta(hours=3),
            content=services.RecordInput(place="Trụ sở", late_reason="Vắng chủ"),
        )

        with pytest.raises(services.RecordHolds):
            walk.step(
                services.edit_case, HANDLER, NOW + timedelta(hours=4), place="Nơi khác"
            )
