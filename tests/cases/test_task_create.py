"""A task is asked of an agency or of a body outside (rows A073, A074)."""

import pytest

from cases import policies, services
from cases.models import Case, InteragencyTask, Participation
from cases.services import TaskInput
from cases.states import CaseState, TaskKind, TaskState
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import at_state, reread
from tests.cases.walk_together import (
    ASKED,
    DUE,
    HANDLER,
    POLICE,
    agency,
    asked,
    led_by_department,
)
from tests.moments import day


def create(walk, by, at=ASKED, **fields):
    case = Case.objects.get(pk=walk.case.pk)
    values = {
        "kind": TaskKind.TAKE_DOWN,
        "title": "Gỡ bỏ bốn đường dẫn",
        "due_on": DUE,
        **fields,
    }
    return services.create_task(
        case=case,
        version=case.version,
        task=TaskInput(**values),
        by=walk.by(by),
        at=at,
    )


@pytest.mark.django_db
class TestCreateTask:
    def test_invites_the_agency_that_was_not_on_the_case(self, officer):
        walk = led_by_department(officer)

        task = asked(walk)

        part = Participation.objects.get(case=walk.case)
        assert (part.agency_id, part.accepted_at) == ("PA05", None)
        assert (task.state, task.from_agency_id) == (TaskState.PROPOSED, "SO_VHTTDL")
        assert walk.case.open_tasks == 1
        assert walk.case.events.last().transition == "create_task"

    def test_shows_the_asked_agency_the_card_only(self, officer):
        """ "before it accepts it sees the card and what it is asked" """
        walk = led_by_department(officer)
        police = officer(POLICE)
        assert policies.view_of(reread(walk.case), police, ASKED) is None

        asked(walk)

        assert policies.view_of(reread(walk.case), police, ASKED) == "case.view_card"
        assert list(InteragencyTask.objects.box_in(police, ASKED)) == list(
            walk.case.tasks.all()
        )

    def test_writes_a_letter_to_a_body_without_users(self, officer):
        walk = led_by_department(officer)

        task = create(walk, HANDLER, to_body="Sàn thương mại", letter_no="12/SVHTTDL")

        assert (task.to_agency, task.to_body) == (None, "Sàn thương mại")
        assert not Participation.objects.filter(case=walk.case).exists()

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({}, "to_agency"),
            ({"to_body": "Sàn thương mại"}, "letter_no"),
            ({"to_body": "Sàn", "letter_no": "1", "title": " "}, "title"),
            ({"to_body": "Sàn", "letter_no": "1", "kind": "?"}, "kind"),
            (
                {"to_body": "Sàn", "letter_no": "1", "due_on": day("03/03/2026")},
                "due_on",
            ),
        ],
    )
    def test_refuses_naming_the_field(self, officer, fields, field):
        walk = led_by_department(officer)

        with pytest.raises(Refused) as refused:
            create(walk, HANDLER, **fields)

        assert list(refused.value.errors) == [field]
        assert not InteragencyTask.objects.exists()

    @pytest.mark.parametrize("username", [POLICE, "so.giamdoc", "so.kiemtra"])
    def test_is_for_handler_and_manager_of_the_lead(self, officer, username):
        walk = led_by_department(officer)

        with pytest.raises(NotPermitted):
            create(walk, username, to_agency=agency("PA05"))

    def test_may_be_given_inside_the_own_agency(self, officer):
        """Row A140: "task given inside own agency"."""
        walk = at_state(officer, CaseState.OPENED)

        task = create(walk, "xa.bmt.thuly", to_agency=walk.case.lead_agency)
        services.answer_task(
            task=task, answer="Đã kiểm tra.", by=officer("xa.bmt.kiemtra"), at=ASKED
        )

        task.refresh_from_db()
        assert task.state == TaskState.DONE
        assert Case.objects.get().open_tasks == 0

    def test_is_overdue_after_its_day_while_open(self, officer):
        walk = led_by_department(officer)
        asked(walk)

        assert not InteragencyTask.objects.overdue_on(DUE)
        assert InteragencyTask.objects.overdue_on(day("19/03/2026")).count() == 1
