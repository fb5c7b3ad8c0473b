"""Break-glass: four hours, reading only, told at once (row A109)."""

from datetime import timedelta

import pytest

from audit.models import Entry
from cases import policies, services
from cases.models import BreakGlass, Case
from cases.services import NothingToBreak, visible_notes
from cases.steps import steps_for
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import reread
from tests.cases.walk_together import POLICE, with_partner
from tests.moments import moment

AT = moment("09/03/2026")
REASON = "Chỉ đạo khẩn của Chủ tịch UBND tỉnh về vụ việc"
STRANGER = "tt.lanhdao"


def broken(walk, username=STRANGER):
    return services.break_glass(
        case=walk.case, reason=REASON, by=walk.by(username), at=AT
    )


@pytest.mark.django_db
class TestBreakGlass:
    def test_opens_the_file_for_four_hours(self, officer):
        walk = with_partner(officer)
        case, head = reread(walk.case), officer(STRANGER)
        assert policies.view_of(case, head, AT) is None

        broken(walk)

        for hours, view in ((0, "case.view_full"), (4, None)):
            then, user = AT + timedelta(hours=hours), officer(STRANGER)
            assert policies.view_of(case, user, then) == view
            seen = Case.objects.visible_to(user, then).filter(pk=case.pk).exists()
            assert seen == (view is not None)

    def test_gives_reading_and_no_step(self, officer):
        walk = with_partner(officer)

        broken(walk)

        assert steps_for(reread(walk.case), officer(STRANGER), AT) == []

    def test_is_told_to_the_auditor_and_the_lead(self, officer):
        walk = with_partner(officer)

        broken(walk)

        entry = Entry.objects.get(action="breakglass.open")
        assert (entry.object_id, entry.reason) == (str(walk.case.pk), REASON)

    def test_never_opens_notes_of_police_or_agencies(self, officer):
        """ "never opens INFORMANT or POLICE compartments of another agency" """
        walk = with_partner(officer)
        for by, compartment in ((POLICE, "POLICE"), (POLICE, "AGENCY")):
            services.write_note(
                case=walk.case,
                compartment=compartment,
                text="Kín",
                by=officer(by),
                at=AT,
            )

        broken(walk)

        assert visible_notes(reread(walk.case), officer(STRANGER), AT) == []

    def test_opens_to_nobody_else(self, officer):
        walk = with_partner(officer)

        broken(walk)

        assert policies.view_of(reread(walk.case), officer("tt.chanh"), AT) is None

    def test_wants_a_reason_of_twenty_characters(self, officer):
        walk = with_partner(officer)

        with pytest.raises(Refused):
            services.break_glass(
                case=walk.case, reason="x" * 19, by=officer(STRANGER), at=AT
            )
        assert not BreakGlass.objects.exists()

    @pytest.mark.parametrize("username", ["tt.thanhtra", "quantri", "ubnd.kiemsoat"])
    def test_is_for_heads(self, officer, username):
        walk = with_partner(officer)

        with pytest.raises(NotPermitted):
            broken(walk, username)

    def test_is_pointless_for_the_lead(self, officer):
        walk = with_partner(officer)

        with pytest.raises(NothingToBreak):
            broken(walk, "so.lanhdao")
