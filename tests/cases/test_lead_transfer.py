"""The lead passes by offer and acceptance, or by a decision of UBND tỉnh."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from cases import policies, services
from cases.models import CaseEvent, Transfer
from cases.querysets import CaseMovedOn, StepNotOpen
from cases.services import CaseInput, PaperLine
from cases.states import TransferState
from cases.steps import steps_for
from cases.waiting import waiting_list
from kernel.errors import NotPermitted, NotReady, Refused
from tests.cases.walk import reread
from tests.cases.walk_together import (
    HANDLER,
    OTHER_POLICE,
    POLICE,
    agency,
    asked,
    led_by_department,
)
from tests.moments import day, moment

ROUNDS = 3
OFFERED, ANSWERED = moment("04/03/2026"), moment("05/03/2026")


def offered(officer, to: str = "PA05"):
    walk = led_by_department(officer)
    walk.step(
        services.propose_lead,
        HANDLER,
        OFFERED,
        to_agency=agency(to),
        reason="Chủ thể trên không gian mạng chưa xác định.",
        papers=(PaperLine("Phiếu xử lý tin", "01/PXL", 2),),
    )
    return walk


@pytest.mark.django_db
class TestProposeLead:
    def test_leaves_the_lead_where_it_is(self, officer):
        """ "the old one stays as supporting and leads until acceptance (INV-6)" """
        walk = offered(officer)

        assert walk.case.lead_agency_id == "SO_VHTTDL"
        view = policies.view_of(reread(walk.case), officer(POLICE), OFFERED)
        assert view == "case.view_card"

    def test_is_answered_within_the_days_of_the_setting(self, officer):
        """Three working days after Wed 04/03: 05, 06, 09."""
        walk = offered(officer)

        (row,) = waiting_list(officer(POLICE), ANSWERED)

        assert (row.kind, row.until) == ("referral", day("09/03/2026"))
        assert row.since == OFFERED
        assert row.asked_by == walk.case.lead_agency

    def test_is_open_once(self, officer):
        walk = offered(officer)

        with pytest.raises(StepNotOpen) as refused:
            walk.step(
                services.propose_lead,
                HANDLER,
                OFFERED,
                to_agency=agency("PA03"),
                reason="Lần hai.",
            )

        assert refused.value.blockers[0].code == "no_lead_offer"

    @pytest.mark.parametrize("code", ["SO_VHTTDL", "VKSND"])
    def test_goes_to_another_agency_of_the_system(self, officer, code):
        walk = led_by_department(officer)

        with pytest.raises(Refused) as refused:
            walk.step(
                services.propose_lead,
                HANDLER,
                OFFERED,
                to_agency=agency(code),
                reason="Thử.",
            )

        assert "to_agency" in refused.value.errors

    def test_may_be_withdrawn_before_the_answer(self, officer):
        walk = offered(officer)

        walk.step(
            services.withdraw_lead_offer, HANDLER, ANSWERED, reason="Đã rõ chủ thể."
        )

        assert Transfer.objects.get().state == TransferState.WITHDRAWN
        assert waiting_list(officer(POLICE), ANSWERED)[0].kind == "invitation"
        with pytest.raises(NotPermitted):
            walk.step(services.accept_lead, POLICE, ANSWERED)


@pytest.mark.django_db
class TestAcceptLead:
    def test_changes_the_one_lead_and_the_authority_with_it(self, officer):
        """INV-6: a case has exactly one lead agency at every moment."""
        walk = offered(officer)

        walk.step(services.accept_lead, POLICE, ANSWERED, receipt_no="BN-01")

        case = reread(walk.case)
        assert (case.lead_agency_id, case.competent_authority_id) == ("PA05", "PA05")
        assert [a.code for a in case.supporting_agencies] == ["SO_VHTTDL"]
        offer = Transfer.objects.get()
        assert (offer.state, offer.receipt_no) == (TransferState.ACCEPTED, "BN-01")
        assert offer.answered_by == officer(POLICE)

    def test_ends_the_old_assignments_and_turns_the_views(self, officer):
        walk = offered(officer)
        assert walk.case.is_assigned(officer(HANDLER))

        walk.step(services.accept_lead, POLICE, ANSWERED)

        case = reread(walk.case)
        assert not case.is_assigned(officer(HANDLER))
        assert case.is_assigned(officer(POLICE))
        assert policies.view_of(case, officer(POLICE), ANSWERED) == "case.view_full"
        assert policies.view_of(case, officer(HANDLER), ANSWERED) == "case.view_partner"
        waiting = [row.kind for row in waiting_list(officer(POLICE), ANSWERED)]
        assert waiting == ["step"]
        assert waiting_list(officer(HANDLER), ANSWERED) == []

    def test_hands_the_open_tasks_to_the_new_lead(self, officer):
        walk = offered(officer)
        asked(walk, "PA03", at=OFFERED)

        walk.step(services.accept_lead, POLICE, ANSWERED)

        assert walk.case.tasks.get().from_agency_id == "PA05"
        services.cancel_task(
            task=walk.case.tasks.get(),
            reason="Không cần.",
            by=officer(POLICE),
            at=ANSWERED,
        )

    def test_is_for_the_agency_named(self, officer):
        walk = offered(officer)

        with pytest.raises(NotPermitted):
            walk.step(services.accept_lead, OTHER_POLICE, ANSWERED)

    def test_names_who_was_first_to_the_second(self, officer):
        walk = offered(officer)
        version = walk.case.version
        walk.step(services.accept_lead, POLICE, ANSWERED)

        with pytest.raises(CaseMovedOn) as refused:
            services.accept_lead(
                case=walk.case, version=version, by=officer("ca.lanhdao"), at=ANSWERED
            )

        assert refused.value.current["changed_by"] == officer(POLICE).full_name
        assert CaseEvent.objects.filter(transition="accept_lead").count() == 1

    def test_is_a_step_of_the_offered_agency_only(self, officer):
        walk = offered(officer)

        def names(username):
            case = reread(walk.case)
            return {s.name for s in steps_for(case, officer(username), ANSWERED)}

        assert {"accept_lead", "decline_lead"} <= names(POLICE)
        assert "withdraw_lead_offer" in names(HANDLER)
        assert "accept_lead" not in names(HANDLER)


@pytest.mark.django_db(transaction=True)
class TestAcceptLeadAtTheSameTime:
    def test_lets_one_win_and_names_him_to_the_other(self, officer):
        for number in range(1, ROUNDS + 1):
            walk = offered(officer)
            officers = [officer(POLICE), officer("ca.lanhdao")]
            start = Barrier(2)

            def accept(user, *, walk=walk, start=start):
                start.wait()
                try:
                    services.accept_lead(
                        case=walk.case, version=walk.case.version, by=user, at=ANSWERED
                    )
                except NotReady as refused:  # a 409 at the doors
                    return refused.current["changed_by"]
                else:
                    return user
                finally:
                    connections.close_all()

            with ThreadPoolExecutor(2) as pool:
                winner, named = sorted(
                    pool.map(accept, officers), key=lambda found: isinstance(found, str)
                )

            assert named == winner.full_name
            case = reread(walk.case)
            assert case.lead_agency_id == "PA05"
            assert case.lead_offer.answered_by == winner
            # One number for the record of the hand-over, none lost to the other.
            assert case.lead_offer.record_number == number
            taken = CaseEvent.objects.filter(case=case, transition="accept_lead")
            assert taken.count() == 1


@pytest.mark.django_db
class TestDeclineLead:
    def test_needs_a_reason_and_leaves_the_lead(self, officer):
        walk = offered(officer)
        with pytest.raises(Refused):
            walk.step(services.decline_lead, POLICE, ANSWERED, reason=" ")

        walk.step(
            services.decline_lead, POLICE, ANSWERED, reason="Không thuộc thẩm quyền."
        )

        assert walk.case.lead_agency_id == "SO_VHTTDL"
        assert Transfer.objects.get().state == TransferState.REFUSED
        assert waiting_list(officer(POLICE), ANSWERED) == []


@pytest.mark.django_db
class TestImposeLead:
    def test_needs_the_decision_of_the_province(self, officer):
        walk = offered(officer)
        values = {"to_agency": agency("PA03"), "reason": "UBND tỉnh quyết định."}
        with pytest.raises(NotPermitted):
            walk.step(
                services.impose_lead, HANDLER, ANSWERED, decision_no="1", **values
            )
        with pytest.raises(Refused):
            walk.step(
                services.impose_lead,
                "ubnd.lanhdao",
                ANSWERED,
                decision_no="",
                **values,
            )

        walk.step(
            services.impose_lead,
            "ubnd.lanhdao",
            ANSWERED,
            decision_no="77/QĐ-UBND",
            **values,
        )

        case = reread(walk.case)
        assert case.lead_agency_id == "PA03"
        assert case.lead_offer.document_no == "77/QĐ-UBND"
        states = Transfer.objects.values_list("state", flat=True)
        assert sorted(states) == [TransferState.ACCEPTED, TransferState.WITHDRAWN]


@pytest.mark.django_db
class TestReferral:
    def test_is_an_offer_to_the_agency_named_at_intake(self, officer):
        """ "referral that must be accepted or refused with a reason" """
        case = services.receive_case(
            facts=CaseInput(
                title="Sách không rõ nguồn gốc tại chợ",
                source="REFERRAL",
                detected_on=day("03/03/2026"),
            ),
            by=officer(HANDLER),
            at=OFFERED,
            lead_agency=agency("QLTT"),
        )

        case = reread(case)
        assert (case.lead_agency_id, case.referrer_id) == ("SO_VHTTDL", "SO_VHTTDL")
        assert case.lead_offer.to_agency_id == "QLTT"
        assert case.lead_offer.is_open
