"""An agency is invited, and accepts or declines with a reason (A073, A075)."""

import pytest

from cases import policies, services
from cases.models import Case, Participation
from cases.querysets import StepNotOpen
from cases.waiting import waiting_list
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import reread
from tests.cases.walk_together import (
    HANDLER,
    OTHER_POLICE,
    POLICE,
    agency,
    led_by_department,
)
from tests.moments import day, moment

AT = moment("04/03/2026")


def invited(officer):
    walk = led_by_department(officer)
    walk.step(
        services.invite_agency,
        HANDLER,
        AT,
        agency=agency("PA05"),
        purpose="Phối hợp xác minh",
        answer_due_on=day("06/03/2026"),
    )
    return walk


@pytest.mark.django_db
class TestInviteAgency:
    def test_shows_the_card_and_what_is_asked_until_when(self, officer):
        walk = invited(officer)

        (row,) = waiting_list(officer(POLICE), AT)

        assert (row.kind, row.title) == ("invitation", "Phối hợp xác minh")
        assert (row.since, row.until) == (AT, day("06/03/2026"))
        view = policies.view_of(reread(walk.case), officer(POLICE), AT)
        assert view == "case.view_card"

    @pytest.mark.parametrize("code", ["SO_VHTTDL", "VKSND", "PA05"])
    def test_refuses_the_lead_bodies_outside_and_whoever_is_there(self, officer, code):
        walk = invited(officer)

        with pytest.raises(Refused):
            walk.step(
                services.invite_agency,
                HANDLER,
                AT,
                agency=agency(code),
                purpose="Phối hợp",
            )

    def test_is_answered_once_by_the_agency_invited(self, officer):
        walk = invited(officer)
        with pytest.raises(NotPermitted):
            services.accept_invitation(case=walk.case, by=officer(OTHER_POLICE), at=AT)

        services.accept_invitation(case=walk.case, by=officer(POLICE), at=AT)

        view = policies.view_of(reread(walk.case), officer(POLICE), AT)
        assert view == "case.view_partner"
        with pytest.raises(StepNotOpen) as refused:
            services.decline_invitation(
                case=walk.case, reason="Đổi ý.", by=officer(POLICE), at=AT
            )
        assert refused.value.current["changed_by"] == officer(POLICE).full_name

    def test_may_be_declined_with_a_reason_and_asked_again(self, officer):
        walk = invited(officer)
        with pytest.raises(Refused):
            services.decline_invitation(
                case=walk.case, reason="", by=officer(POLICE), at=AT
            )

        services.decline_invitation(
            case=walk.case, reason="Không đủ người.", by=officer(POLICE), at=AT
        )
        assert waiting_list(officer(POLICE), AT) == []
        walk.case = Case.objects.get()
        walk.step(
            services.invite_agency,
            HANDLER,
            AT,
            agency=agency("PA05"),
            purpose="Đề nghị lại",
        )

        assert Participation.objects.get().purpose == "Đề nghị lại"
        assert len(waiting_list(officer(POLICE), AT)) == 1
