"""The agency asked accepts, declines, begins and answers (rows A075, A140, A141)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from audit.models import Entry
from cases import policies, services
from cases.models import Case, CaseEvent, InteragencyTask
from cases.querysets import StepNotOpen
from cases.services import TaskInput
from cases.states import TaskKind, TaskState
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import reread
from tests.cases.walk_together import (
    ASKED,
    DUE,
    HANDLER,
    MANAGER,
    OTHER_POLICE,
    POLICE,
    asked,
    led_by_department,
)
from tests.moments import moment

THEN = moment("05/03/2026")


def state_of(task) -> str:
    return str(InteragencyTask.objects.get(pk=task.pk).state)


@pytest.mark.django_db
class TestAcceptTask:
    def test_accepts_the_part_in_the_case(self, officer):
        walk = led_by_department(officer)
        task = asked(walk)

        services.accept_task(task=task, by=officer(POLICE), at=THEN)

        view = policies.view_of(reread(walk.case), officer(POLICE), THEN)
        assert view == "case.view_partner"
        assert state_of(task) == TaskState.ACCEPTED

    @pytest.mark.parametrize("username", [OTHER_POLICE, HANDLER, "xa.donghoa"])
    def test_is_for_the_agency_asked(self, officer, username):
        walk = led_by_department(officer)
        task = asked(walk)

        with pytest.raises(NotPermitted):
            services.accept_task(task=task, by=officer(username), at=THEN)

    def test_is_open_to_the_head_of_the_parent(self, officer):
        """ "sanctioner and manager of the parent share the relations of all its
        divisions" """
        walk = led_by_department(officer)
        task = asked(walk)

        services.accept_task(task=task, by=officer("ca.lanhdao"), at=THEN)

        assert state_of(task) == TaskState.ACCEPTED

    def test_names_who_was_first_to_the_second(self, officer):
        walk = led_by_department(officer)
        task = asked(walk)
        services.accept_task(task=task, by=officer(POLICE), at=THEN)

        with pytest.raises(StepNotOpen) as refused:
            services.accept_task(task=task, by=officer("ca.lanhdao"), at=THEN)

        assert refused.value.current["changed_by"] == officer(POLICE).full_name
        assert CaseEvent.objects.filter(transition="accept_task").count() == 1


@pytest.mark.django_db
class TestAnswerTask:
    def test_ends_the_task_and_frees_the_case(self, officer):
        walk = led_by_department(officer)
        task = asked(walk)
        services.accept_task(task=task, by=officer(POLICE), at=THEN)
        services.begin_task(task=task, by=officer(POLICE), at=THEN)

        services.answer_task(
            task=task, answer="Không xác định được.", by=officer(POLICE), at=THEN
        )

        task.refresh_from_db()
        assert (task.state, task.answer) == (TaskState.DONE, "Không xác định được.")
        assert Case.objects.get().open_tasks == 0

    def test_keeps_the_answer_out_of_events_and_trail(self, officer):
        walk = led_by_department(officer)
        task = asked(walk)
        services.answer_task(task=task, answer="Bí mật", by=officer(POLICE), at=THEN)

        event = CaseEvent.objects.get(transition="answer_task")
        entry = Entry.objects.get(action="case.answer_task")

        assert "Bí mật" not in f"{event.details}{event.reason}{entry.changes}"

    def test_of_a_body_outside_is_entered_by_who_asked(self, officer):
        walk = led_by_department(officer)
        case = walk.case
        task = services.create_task(
            case=case,
            version=case.version,
            task=TaskInput(
                kind=TaskKind.TAKE_DOWN,
                title="Gỡ bỏ đường dẫn",
                due_on=DUE,
                to_body="Sàn thương mại điện tử",
                letter_no="12/SVHTTDL-QLXB",
            ),
            by=officer(HANDLER),
            at=ASKED,
        )
        with pytest.raises(NotPermitted):
            services.answer_task(task=task, answer="x", by=officer(POLICE), at=THEN)

        services.answer_task(
            task=task,
            answer="Đã gỡ bỏ.",
            letter_no="5/CV",
            by=officer(HANDLER),
            at=THEN,
        )

        task.refresh_from_db()
        assert task.answer == "Đã gỡ bỏ. (letter no. 5/CV)"

    def test_wants_words(self, officer):
        walk = led_by_department(officer)
        task = asked(walk)

        with pytest.raises(Refused) as refused:
            services.answer_task(task=task, answer=" ", by=officer(POLICE), at=THEN)

        assert "answer" in refused.value.errors
        assert state_of(task) == TaskState.PROPOSED


@pytest.mark.django_db
class TestDeclineAndCancel:
    def test_decline_needs_a_reason_and_leaves_the_card(self, officer):
        walk = led_by_department(officer)
        task = asked(walk)
        with pytest.raises(Refused):
            services.decline_task(task=task, reason="", by=officer(POLICE), at=THEN)

        services.decline_task(
            task=task, reason="Không thuộc địa bàn.", by=officer(POLICE), at=THEN
        )

        view = policies.view_of(reread(walk.case), officer(POLICE), THEN)
        assert (state_of(task), view) == (TaskState.DECLINED, "case.view_card")
        assert Case.objects.get().open_tasks == 0

    def test_cancel_is_for_the_agency_that_asked(self, officer):
        walk = led_by_department(officer)
        task = asked(walk)
        with pytest.raises(NotPermitted):
            services.cancel_task(task=task, reason="x", by=officer(POLICE), at=THEN)

        services.cancel_task(
            task=task, reason="Đã rõ chủ cửa hàng.", by=officer(MANAGER), at=THEN
        )

        assert state_of(task) == TaskState.CANCELLED


@pytest.mark.django_db(transaction=True)
class TestAcceptAtTheSameTime:
    def test_lets_one_win_and_names_him_to_the_other(self, officer):
        walk = led_by_department(officer)
        task = asked(walk)
        officers = [officer(POLICE), officer("ca.lanhdao")]
        start = Barrier(2)

        def accept(user):
            start.wait()
            try:
                services.accept_task(task=task, by=user, at=THEN)
            except StepNotOpen as refused:
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
        assert CaseEvent.objects.filter(transition="accept_task").count() == 1
