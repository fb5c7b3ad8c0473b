"""A questionnaire before a visit: sent, answered or not, and what follows from it."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction

from evidence.models import EvidenceFile
from facilities.states import FacilityKind
from inspections import reference, services
from inspections.models import (
    ChecklistVersion,
    Inspection,
    RemoteFile,
    RemoteReview,
)
from inspections.services import RemoteAnswerInput, StepNotOpen
from inspections.states import Mode, ReviewState, VisitState
from inspections.steps import steps_for
from kernel.errors import NotPermitted, Refused
from tests.evidence.samples import photo
from tests.inspections import walk as steps
from tests.moments import day, moment

SENT, RECEIVED = moment("04/03/2026", "09:00"), moment("10/03/2026", "15:00")
CLOSED, LATE = moment("12/03/2026", "10:00"), moment("23/03/2026", "10:00")
DUE = day("20/03/2026")
MEMBER, STRANGER = "so.kiemtra", "tt.thanhtra"


@pytest.fixture
def remote(walk, hoa_cuc) -> Inspection:
    """A remote review of a published plan, under way since 03/03/2026."""
    visit = steps.planned_visit(walk, hoa_cuc, mode=Mode.REMOTE)
    return steps.begin(walk, visit)


def send(walk, visit, **given) -> RemoteReview:
    values = {"sent_way": "EMAIL", "sent_to": "hoacuc@example.vn", "due_on": DUE}
    return walk.visit(
        services.send_questionnaire, visit, MEMBER, SENT, **values | given
    )


def answer(walk, review, *, but: int = 0) -> None:
    """Every question, but for the last ones."""
    items = list(review.questionnaire.items.order_by("position"))
    services.enter_answers(
        review=review,
        answers=[
            RemoteAnswerInput(item=item, text="Có, kèm bản chụp.")
            for item in items[: len(items) - but]
        ],
        by=walk.by(MEMBER),
        at=RECEIVED,
    )


def close(walk, review, result, at=CLOSED, **given) -> RemoteReview:
    visit = steps.reread(review.inspection)
    return services.close_review(
        review=review,
        version=visit.version,
        result=result,
        **{"reason": "Giấy tờ khớp nhau."} | given,
        by=walk.by(MEMBER),
        at=at,
    )


def finish(walk, visit, at=CLOSED):
    return walk.visit(
        services.finish_remote, visit, MEMBER, at, result="Đủ, không cần đến nơi."
    )


class TestSending:
    def test_is_recorded_with_way_place_and_day_due(self, walk, remote):
        review = send(walk, remote)

        assert review.questionnaire.checklist.code == "REMOTE-DISTRIBUTION"
        assert (review.sent_on, review.due_on) == (day("04/03/2026"), DUE)
        assert review.sent_by == walk.by(MEMBER)
        assert review.is_open

    def test_is_for_a_remote_review_under_way(self, walk, hoa_cuc):
        visit = steps.planned_visit(walk, hoa_cuc, mode=Mode.REMOTE)
        with pytest.raises(StepNotOpen):
            send(walk, visit)
        visit = steps.begin(walk, visit)
        Inspection.objects.filter(pk=visit.pk).update(mode=Mode.ON_SITE)

        with pytest.raises(StepNotOpen):
            send(walk, visit)

    def test_is_for_the_team(self, walk, remote):
        with pytest.raises(NotPermitted):
            services.send_questionnaire(
                visit=remote,
                version=remote.version,
                sent_way="POST",
                sent_to="12 Quang Trung",
                due_on=DUE,
                by=walk.by(STRANGER),
                at=SENT,
            )

    def test_waits_for_one_answer_at_a_time(self, walk, remote):
        review = send(walk, remote)
        with pytest.raises(StepNotOpen):
            send(walk, remote)
        close(walk, review, ReviewState.REFUSED)

        assert send(walk, remote).is_open

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"due_on": day("03/03/2026")}, "due_on"),
            ({"sent_way": "PIGEON"}, "sent_way"),
            ({"sent_to": "  "}, "sent_to"),
            ({"occurred_on": day("05/03/2026")}, "occurred_on"),
        ],
    )
    def test_refuses(self, walk, remote, given, field):
        with pytest.raises(Refused) as refused:
            send(walk, remote, **given)

        assert set(refused.value.errors) == {field}

    def test_takes_questionnaires_only(self, walk, remote):
        with pytest.raises(Refused) as refused:
            send(walk, remote, questionnaire=remote.checklist_version)

        assert "questionnaire" in refused.value.errors


class TestAnswers:
    def test_are_kept_as_received_and_may_be_corrected(self, walk, remote):
        review = send(walk, remote)
        answer(walk, review)
        (first, *_rest) = review.questionnaire.items.order_by("position")
        services.enter_answers(
            review=review,
            answers=[RemoteAnswerInput(item=first, text="Đổi địa chỉ kho.")],
            by=walk.by(MEMBER),
            at=CLOSED,
        )

        assert review.answers.get(item=first).text == "Đổi địa chỉ kho."
        assert review.answers.count() == review.questionnaire.items.count()
        assert RemoteReview.objects.get().received_on == day("12/03/2026")

    def test_come_with_files_that_are_evidence_of_the_visit(self, walk, remote):
        review = send(walk, remote)
        item = review.questionnaire.items.order_by("position")[1]
        received = services.attach_answer_file(
            review=review,
            item=item,
            upload=BytesIO(photo()),
            name="giay-phep.jpg",
            by=walk.by(MEMBER),
            at=RECEIVED,
        )

        assert RemoteFile.objects.get().item == item
        assert EvidenceFile.objects.get(inspection_links__inspection=remote) == received

    def test_belong_to_the_questions_that_were_sent(self, walk, remote):
        review = send(walk, remote)
        other = ChecklistVersion.objects.questionnaires().exclude(
            pk=review.questionnaire_id
        )
        with pytest.raises(Refused):
            services.enter_answers(
                review=review,
                answers=[RemoteAnswerInput(item=other[0].items.first(), text="Có.")],
                by=walk.by(MEMBER),
                at=RECEIVED,
            )

    def test_are_fixed_once_the_result_is_noted(self, walk, remote):
        review = send(walk, remote)
        answer(walk, review)
        close(walk, review, ReviewState.SATISFIED)
        with pytest.raises(StepNotOpen):
            answer(walk, review)
        for table in ("remotereview", "remoteanswer"):
            column = "reason" if table == "remotereview" else "text"
            with (
                pytest.raises(IntegrityError),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"UPDATE inspections_{table} SET {column} = 'x'")  # noqa: S608


class TestResult:
    """Result → may the visit be spared, is the risk raised."""

    @pytest.mark.parametrize(
        ("result", "is_spared", "is_failed"),
        [
            (ReviewState.SATISFIED, True, False),
            (ReviewState.DOUBTFUL, False, False),
            (ReviewState.INCOMPLETE, False, True),
            (ReviewState.REFUSED, False, True),
        ],
    )
    def test_opens_the_way(self, walk, remote, result, is_spared, is_failed):
        review = send(walk, remote)
        answer(walk, review)
        close(walk, review, result)

        assert RemoteReview.objects.failed().exists() == is_failed
        if is_spared:
            assert finish(walk, remote).state == VisitState.DONE_WITHOUT_VISIT
            return
        with pytest.raises(StepNotOpen):
            finish(walk, remote)
        gone = walk.visit(
            services.go_on_site, remote, MEMBER, CLOSED, reason="Xem kho."
        )
        assert gone.mode == Mode.ON_SITE

    def test_comes_before_any_other_decision(self, walk, remote):
        send(walk, remote)
        for step in (services.finish_remote, services.go_on_site):
            name = "result" if step == services.finish_remote else "reason"
            with pytest.raises(StepNotOpen) as refused:
                walk.visit(step, remote, MEMBER, CLOSED, **{name: "Xong."})
            assert refused.value.blockers[0].code == "answer_awaited"

    def test_in_order_needs_every_answer(self, walk, remote):
        review = send(walk, remote)
        answer(walk, review, but=2)
        with pytest.raises(StepNotOpen) as refused:
            close(walk, review, ReviewState.SATISFIED)

        assert refused.value.blockers[0].code == "answers_missing"
        assert close(walk, review, ReviewState.INCOMPLETE).state == "INCOMPLETE"

    def test_of_silence_waits_for_the_day_due(self, walk, remote):
        review = send(walk, remote)
        with pytest.raises(StepNotOpen):
            close(walk, review, ReviewState.INCOMPLETE)

        assert close(walk, review, ReviewState.INCOMPLETE, at=LATE)

    def test_needs_its_reason(self, walk, remote):
        review = send(walk, remote)
        with pytest.raises(Refused) as refused:
            close(walk, review, ReviewState.REFUSED, reason=" ")

        assert set(refused.value.errors) == {"reason"}

    def test_is_offered_as_a_step_with_its_reason(self, walk, remote):
        send(walk, remote)
        found = {
            step.name: step.reason_code
            for step in steps_for(steps.reread(remote), walk.by(MEMBER), SENT)
        }

        assert found["finish_remote"] == found["go_on_site"] == "answer_awaited"


class TestQuestionnaires:
    def test_are_there_for_every_kind_in_both_languages(self, db):
        for kind in FacilityKind:
            rows = ChecklistVersion.objects.questionnaires()
            assert rows.newest_for([kind], day("02/03/2026")).exists(), kind
        for version in ChecklistVersion.objects.questionnaires():
            for item in version.items.all():
                assert item.question_vi, item.number
                assert item.question_en, item.number
                assert item.legal_ref, item.number

    def test_changed_are_a_new_version(self, db, tmp_path, monkeypatch):
        lists = json.loads(reference.QUESTIONNAIRES.read_text(encoding="utf-8"))
        lists[0]["sections"][0]["items"][0]["asks_file"] = True
        changed = tmp_path / "questionnaires.json"
        changed.write_text(json.dumps(lists), encoding="utf-8")
        monkeypatch.setattr(reference, "QUESTIONNAIRES", changed)

        counts = reference.load(at=SENT)

        assert counts["questionnaires"] == (0, 0, 2)
        assert counts["questionnaire_versions"] == (1, 0, 1)
        assert counts["checklist_versions"] == (0, 0, 5)
