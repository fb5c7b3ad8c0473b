"""A record that no phone will send whole is finished at the office."""

from __future__ import annotations

import io

import pytest

from audit.models import Entry
from cases import services as cases
from inspections import services
from inspections.models import Answer, FieldFile, Finding
from inspections.services import StepNotOpen
from inspections.states import FieldOutcome
from kernel.errors import NotPermitted, Refused
from tests.inspections import phone as phones
from tests.inspections import walk as steps
from tests.inspections.phone import Phone, photo, question

REASON = "Điện thoại rơi xuống suối."
SENDER, LEAD = "so.kiemtra", "so.truongdoan"


@pytest.fixture
def phone(walk) -> Phone:
    return Phone(walk.by(SENDER))


@pytest.fixture
def record(walk, visit, phone):
    """Three photos are named, the first of them is here."""
    steps.begin(walk, visit)
    under_way = steps.reread(visit)
    contents = [photo(number) for number in range(3)]
    phone.holds(*contents)
    named = [phones.named(content) for content in contents]
    failed = phones.answer(
        question(under_way), "FAIL", note="Thiếu.", files=list(phone.files)
    )
    made = phone.put(phones.body(under_way, answers=[failed], files=named))
    phone.put_file(named[0]["sha256"])
    return made


def finish(record, by, **given):
    given = {"reason": REASON, "files_are_lost": True, **given}
    return cases.finish_field_record(record=record, by=by, at=phones.RECEIVED, **given)


class TestFinish:
    @pytest.mark.parametrize("username", [SENDER, LEAD])
    def test_writes_the_visit_with_what_is_here(self, walk, record, phone, username):
        done = finish(record, walk.by(username))

        assert done.outcome == FieldOutcome.APPLIED
        assert (done.finished_by.username, done.finished_reason) == (username, REASON)
        answer = Answer.objects.current().get()
        assert answer.by.username == SENDER
        shown = Finding.objects.get().evidence_links.values_list(
            "evidence_file__stored_file", flat=True
        )
        assert list(shown) == [next(iter(phone.files))]

    def test_tells_the_trail_who_why_and_what_is_lost(self, walk, record, phone):
        finish(record, walk.by(LEAD))
        entry = Entry.objects.get(action="field.finish")

        assert (entry.actor, entry.reason) == (walk.by(LEAD), REASON)
        assert entry.changes["lost"] == [None, list(phone.files)[1:]]
        lost = FieldFile.objects.filter(lost_at=phones.RECEIVED)
        assert set(lost.values_list("sha256", flat=True)) == set(list(phone.files)[1:])

    @pytest.mark.parametrize(
        ("given", "place"),
        [({"reason": " "}, "reason"), ({"files_are_lost": False}, "files_are_lost")],
    )
    def test_needs_a_reason_and_a_word_about_missing_files(
        self, walk, record, given, place
    ):
        with pytest.raises(Refused) as refused:
            finish(record, walk.by(SENDER), **given)
        assert list(refused.value.errors) == [place]
        assert not FieldFile.objects.filter(lost_at__isnull=False).exists()

    @pytest.mark.parametrize("username", ["so.thuly", "tt.thanhtra", "quantri"])
    def test_not_by_others(self, walk, record, username):
        with pytest.raises(NotPermitted):
            finish(record, walk.by(username))

    def test_once_only(self, walk, record):
        finish(record, walk.by(SENDER))
        with pytest.raises(StepNotOpen):
            finish(record, walk.by(SENDER))

    def test_a_lost_file_that_is_found_is_received(self, walk, record, phone):
        finish(record, walk.by(SENDER))
        found = list(phone.files)[1]
        file = phone.put_file(found)

        assert not file.is_lost
        assert file.evidence_file.custody_events.count() == 2
        assert phone.complete(record).is_complete


class TestBring:
    def bring(self, record, content, by, name="anh.jpg"):
        return services.bring_missing_file(
            record=record,
            upload=io.BytesIO(content),
            name=name,
            by=by,
            at=phones.RECEIVED,
        )

    def test_takes_the_very_bytes_that_are_missing(self, walk, record, phone):
        for content in list(phone.files.values())[1:]:
            self.bring(record, content, walk.by(SENDER))
        done = finish(record, walk.by(SENDER), files_are_lost=False)

        assert done.outcome == FieldOutcome.APPLIED
        assert Finding.objects.get().evidence_links.count() == 3
        assert not FieldFile.objects.filter(lost_at__isnull=False).exists()

    def test_refuses_other_bytes_and_names_the_file(self, walk, record):
        with pytest.raises(Refused) as refused:
            self.bring(record, photo(9), walk.by(SENDER), "gửi lại.jpg")
        (sentence,) = refused.value.errors["file"]
        assert "gửi lại.jpg" in str(sentence)

    def test_only_from_who_took_the_photos(self, walk, record, phone):
        with pytest.raises(NotPermitted):
            self.bring(record, list(phone.files.values())[1], walk.by(LEAD))
