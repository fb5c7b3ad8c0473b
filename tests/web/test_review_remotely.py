"""The remote review on the pages: sending, answers, result, and who may."""

from __future__ import annotations

import pytest
from django.utils import timezone

from inspections import services
from inspections.models import Inspection, RemoteReview
from inspections.states import Mode
from tests.inspections import walk as steps
from tests.inspections.walk import Walk

MEMBER, STRANGER, READER = "so.kiemtra", "tt.lanhdao", "so.lanhdao"


@pytest.fixture
def remote(walk: Walk, hoa_cuc) -> Inspection:
    return steps.begin(walk, steps.planned_visit(walk, hoa_cuc, mode=Mode.REMOTE))


def address(visit: Inspection, tail: str = "") -> str:
    return f"/inspections/{visit.number}/remote/{tail}"


def sending(visit: Inspection, **given):
    today = timezone.localdate()
    newest = services.newest_questionnaire(visit.facility, today)
    return {
        "version": Inspection.objects.get(pk=visit.pk).version,
        "questionnaire": str(newest.pk),
        "sent_way": "EMAIL",
        "sent_to": "hoacuc@example.vn",
        "occurred_on": f"{today:%d/%m/%Y}",
        "due_on": f"{today:%d/%m/%Y}",
        **given,
    }


class TestRemoteReview:
    def test_goes_from_the_sending_to_the_result(self, client_of, remote):
        client = client_of(MEMBER)
        sent = client.post(address(remote, "new/"), sending(remote))
        assert sent.status_code == 302
        review = RemoteReview.objects.get()
        page = client.get(address(remote)).content.decode()
        assert "hoacuc@example.vn" in page
        questions = list(review.questionnaire.items.all())
        assert page.count("<textarea") == len(questions)

        today = f"{timezone.localdate():%d/%m/%Y}"
        texts = {f"a_{row.pk.hex}": f"Trả lời {row.number}" for row in questions}
        client.post(address(remote), {**texts, "occurred_on": today})
        assert review.answers.count() == len(questions)

        closed = client.post(
            address(remote, f"{review.pk}/close/"),
            {
                "version": Inspection.objects.get(pk=remote.pk).version,
                "result": "SATISFIED",
                "reason": "Giấy tờ khớp.",
                "occurred_on": today,
            },
        )
        assert closed.status_code == 302
        page = client.get(address(remote)).content.decode()
        assert "Giấy tờ khớp." in page
        assert "<textarea" not in page

    def test_tells_what_is_missing_on_the_form(self, client_of, remote):
        client = client_of(MEMBER)
        client.post(address(remote, "new/"), sending(remote))
        review = RemoteReview.objects.get()
        answer = client.post(
            address(remote, f"{review.pk}/close/"),
            {
                "version": Inspection.objects.get(pk=remote.pk).version,
                "result": "SATISFIED",
                "reason": "Đủ.",
                "occurred_on": f"{timezone.localdate():%d/%m/%Y}",
            },
        )

        assert answer.status_code == 409
        assert "A1" in answer.content.decode()

    @pytest.mark.parametrize(
        ("username", "tail", "status"),
        [
            (MEMBER, "", 200),
            (MEMBER, "new/", 200),
            (READER, "", 200),
            (READER, "new/", 403),
            (STRANGER, "", 404),
            (STRANGER, "new/", 404),
        ],
    )
    def test_is_for_the_team(self, client_of, remote, username, tail, status):
        assert client_of(username).get(address(remote, tail)).status_code == status

    def test_gives_its_questions_as_a_file(self, client_of, remote):
        client = client_of(MEMBER)
        client.post(address(remote, "new/"), sending(remote))
        review = RemoteReview.objects.get()
        file = client.get(address(remote, f"{review.pk}/export/csv/"))

        lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
        assert len(lines) == review.questionnaire.items.count() + 1
        away = client_of(STRANGER).get(address(remote, f"{review.pk}/export/csv/"))
        assert away.status_code == 404

    def test_asks_as_much_for_many_questionnaires(
        self, client_of, remote, django_assert_max_num_queries
    ):
        client = client_of(MEMBER)
        for _round in range(3):
            client.post(address(remote, "new/"), sending(remote))
            review = RemoteReview.objects.latest("sent_at")
            client.post(
                address(remote, f"{review.pk}/close/"),
                {
                    "version": Inspection.objects.get(pk=remote.pk).version,
                    "result": "REFUSED",
                    "reason": "Từ chối.",
                    "occurred_on": f"{timezone.localdate():%d/%m/%Y}",
                },
            )
        assert RemoteReview.objects.failed().count() == 3

        with django_assert_max_num_queries(15):
            client.get(address(remote))
