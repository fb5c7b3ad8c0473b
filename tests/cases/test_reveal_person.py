"""Numbers of persons are read whole with a reason; minors are initials (A012-A014)."""

from datetime import date, timedelta

import pytest

from agencies.models import Agency
from audit.models import AccessEvent
from cases import services
from cases.models import Case, Respondent
from cases.states import CaseState
from facilities import services as facilities
from facilities.models import Party
from facilities.services import NumberInput
from facilities.services.protected_numbers import REVEALS_AN_HOUR, TooManyReveals
from facilities.states import NumberKind
from kernel.errors import NotPermitted, NotReady, Refused
from tests.cases.walk import DETECTED, at_state, party, received, reread
from tests.cases.walk_together import (
    DIRECTOR,
    HANDLER,
    MANAGER,
    OTHER_POLICE,
    POLICE,
    asked,
    with_partner,
)
from tests.moments import day, moment

AT = moment("09/03/2026")
REASON = "Cần đối chiếu căn cước để lập biên bản"
PHONE = "0900123456"


def number_of(who: Party, officer, by=HANDLER):
    return facilities.add_number(
        party=who,
        data=NumberInput(kind=NumberKind.PHONE, number=PHONE),
        by=officer(by),
        at=AT,
    )


def reveal(case: Case, number, officer, by: str, **values) -> str:
    return services.reveal_person(
        case=reread(case),
        number=number,
        by=officer(by),
        **{"reason": REASON, "at": AT, **values},
    )


@pytest.mark.django_db
class TestRevealPerson:
    @pytest.fixture
    def walk(self, officer):
        return with_partner(officer)

    @pytest.fixture
    def number(self, walk, officer):
        return number_of(walk.case.respondents.get().party, officer)

    @pytest.mark.parametrize("by", [HANDLER, DIRECTOR, POLICE])
    def test_gives_the_whole_number_and_leaves_its_trace(
        self, walk, number, officer, by
    ):
        """INV-13: no reveal without its AccessEvent; A012 and A013."""
        assert reveal(walk.case, number, officer, by) == PHONE

        event = AccessEvent.objects.get(action="revealed")
        assert event.actor == officer(by)
        assert event.detail == {
            "reason": REASON,
            "kind": NumberKind.PHONE,
            "through": walk.case.number,
        }
        assert PHONE not in f"{event.object_label}{event.detail}"
        listed = services.reveals_of(reread(walk.case), officer(MANAGER), AT)
        assert list(listed) == [event]

    @pytest.mark.parametrize("by", [MANAGER, "so.vanthu", "so.kiemtra", OTHER_POLICE])
    def test_is_refused_to_roles_and_agencies_without_the_row(
        self, walk, number, officer, by
    ):
        with pytest.raises(NotPermitted):
            reveal(walk.case, number, officer, by)
        assert not AccessEvent.objects.filter(action="revealed").exists()

    def test_waits_until_the_partner_has_accepted(self, walk, number, officer):
        """A013: "accepted" is the condition of the supporting police."""
        asked(walk, "PA03")

        with pytest.raises(NotPermitted):
            reveal(walk.case, number, officer, OTHER_POLICE)

    def test_is_for_numbers_of_this_case_only(self, walk, officer):
        other = number_of(party("Ngô Văn Bình"), officer)

        with pytest.raises(NotPermitted):
            reveal(walk.case, other, officer, HANDLER)

    @pytest.mark.parametrize("reason", ["", "  ", "xem"])
    def test_wants_a_reason(self, walk, number, officer, reason):
        with pytest.raises(Refused) as refused:
            reveal(walk.case, number, officer, HANDLER, reason=reason)

        assert set(refused.value.errors) == {"reason"}

    def test_is_counted_by_the_hour(self, walk, number, officer):
        """Row A012: "60 an hour"."""
        for _time in range(REVEALS_AN_HOUR):
            reveal(walk.case, number, officer, HANDLER)

        with pytest.raises(TooManyReveals):
            reveal(walk.case, number, officer, HANDLER)
        later = AT + timedelta(hours=1, seconds=1)
        assert reveal(walk.case, number, officer, HANDLER, at=later) == PHONE

    def test_is_for_the_competent_while_the_file_is_there(self, officer):
        """A014: from PENDING_DECISION to ENFORCING."""
        for state, is_open in (
            (CaseState.RECORDED, False),
            (CaseState.PENDING_DECISION, True),
        ):
            case = at_state(officer, state).case
            province = Agency.objects.get(pk="UBND_TINH")
            Case.objects.filter(pk=case.pk).update(competent_authority=province)
            case.refresh_from_db()
            number = number_of(case.respondents.get().party, officer)

            if is_open:
                assert reveal(case, number, officer, "ubnd.chutich") == PHONE
            else:
                with pytest.raises(NotReady):
                    reveal(case, number, officer, "ubnd.chutich")


@pytest.mark.django_db
class TestNameFor:
    def born(self, officer, on: date | None):
        child = party("Trần Thị Bé Út", "INDIVIDUAL")
        Party.objects.filter(pk=child.pk).update(born_on=on)
        child.refresh_from_db()
        walk = received(officer, by=HANDLER, respondent=child)
        task = asked(walk)
        services.accept_task(task=task, by=officer(POLICE), at=AT)
        case = reread(walk.case)
        respondent: Respondent = case.respondents.all()[0]

        def name(username: str) -> str:
            return services.name_for(respondent, case, officer(username), AT)

        return name, case

    def test_is_the_initials_of_a_minor_outside_the_lead(self, officer):
        """ "Minors: name hidden outside the lead team" """
        name, _case = self.born(officer, day("04/03/2008"))  # eighteen tomorrow

        assert [name(who) for who in (HANDLER, DIRECTOR)] == ["Trần Thị Bé Út"] * 2
        for outside in (POLICE, "ubnd.lanhdao", "ubnd.kiemsoat"):
            assert name(outside) == "T.T.B.Ú."

    @pytest.mark.parametrize("born_on", [DETECTED.replace(year=2008), None])
    def test_is_the_name_of_whoever_was_of_age(self, officer, born_on):
        """Eighteen on the day of detection, or without a date of birth."""
        name, _case = self.born(officer, born_on)

        assert name(POLICE) == "Trần Thị Bé Út"

    def test_is_masked_in_what_officers_typed_too(self, officer):
        _name, case = self.born(officer, day("01/01/2012"))
        text = "Trần Thị Bé Út nộp tiền; Trần Thị Bé là người khác."

        def told(username: str) -> str:
            return services.without_minors(text, case, officer(username), AT)

        assert told(HANDLER) == text
        assert told(POLICE) == "T.T.B.Ú. nộp tiền; Trần Thị Bé là người khác."
