"""A restricted case is open to its named officers (A001, A002)."""

import pytest

from agencies.models import User
from cases import policies, services
from cases.models import Case
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import received, reread
from tests.cases.walk_together import (
    DIRECTOR,
    HANDLER,
    MANAGER,
    POLICE,
    asked,
    led_by_department,
    with_partner,
)
from tests.moments import moment

AT = moment("09/03/2026")


def restricted(officer):
    walk = with_partner(officer)
    walk.step(
        services.restrict_case,
        DIRECTOR,
        AT,
        is_restricted=True,
        reason="Nội dung nhạy cảm.",
        officers=(officer(MANAGER),),
    )
    return walk


@pytest.mark.django_db
class TestRestrictCase:
    def test_leaves_it_to_the_named_officers(self, officer):
        walk = restricted(officer)
        case = reread(walk.case)

        def view(username):
            return policies.view_of(case, officer(username), AT)

        for username in (HANDLER, DIRECTOR, MANAGER):
            assert view(username) == "case.view_full"
        for username in ("so.vanthu", "so.truongdoan", POLICE, "ubnd.lanhdao"):
            assert view(username) is None

    def test_lets_a_partner_be_named(self, officer):
        walk = restricted(officer)

        walk.step(services.name_officer, HANDLER, AT, officer=officer(POLICE))

        view = policies.view_of(reread(walk.case), officer(POLICE), AT)
        assert view == "case.view_partner"
        with pytest.raises(Refused):
            walk.step(services.name_officer, HANDLER, AT, officer=officer("ca.pa03"))

    def test_is_the_flag_of_the_leads_sanctioner(self, officer):
        walk = with_partner(officer)

        for username in (HANDLER, "tt.chanh", POLICE):
            with pytest.raises(NotPermitted):
                walk.step(
                    services.restrict_case,
                    username,
                    AT,
                    is_restricted=True,
                    reason="Thử.",
                )


@pytest.mark.django_db
class TestSight:
    def test_agrees_between_list_and_question_for_the_whole_cast(self, officer):
        """INV-14: list and single question answer alike, whatever the relation."""
        cases = [
            restricted(officer).case,
            with_partner(officer, "UBND_XA_22258", "xa.donghoa").case,
            received(officer).case,
        ]
        waiting = led_by_department(officer)
        asked(waiting, "PA03")
        asked(waiting, "QLTT")
        cases.append(waiting.case)
        services.break_glass(
            case=cases[2],
            reason="Kiểm tra theo chỉ đạo của cấp trên",
            by=officer("tt.lanhdao"),
            at=AT,
        )

        for user in User.objects.with_standing():
            listed = set(Case.objects.visible_to(user, AT).values_list("pk", flat=True))
            for case in cases:
                view = policies.view_of(reread(case), user, AT)
                assert (case.pk in listed) == (view is not None), user.username
