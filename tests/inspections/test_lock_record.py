"""The minutes: made once, with every reason against, and then nothing changes."""

from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction
from PIL import Image

from audit.models import Entry
from inspections import services
from inspections.models import ChecklistItem, InspectionRecord, PlanItem
from inspections.services import RecordInput, RecordLocked, StepNotOpen
from inspections.states import AnswerResult, ItemState, VisitState
from kernel.errors import NotPermitted, Refused
from tests.inspections import walk as steps
from tests.inspections.walk import SIGNED_RECORD
from tests.moments import day, moment


@pytest.fixture
def answered(walk, visit):
    steps.begin(walk, visit)
    steps.answer_all(walk, visit)
    return visit


def fail(walk, visit, number, *, note="Không xuất trình được."):
    return services.answer_item(
        visit=visit,
        item=ChecklistItem.objects.get(
            version=visit.checklist_version_id, number=number
        ),
        result=AnswerResult.FAIL,
        note=note,
        by=walk.by("so.kiemtra"),
        at=steps.STARTED,
    )


def picture() -> BytesIO:
    made = BytesIO()
    Image.new("RGB", (64, 48), "brown").save(made, "JPEG")
    made.seek(0)
    return made


class TestLockRecord:
    def test_numbers_the_minutes_and_ends_the_item(self, walk, answered):
        made = steps.lock(walk, answered)

        assert (made.number, made.year, made.register) == (1, 2026, "BB-KT")
        assert (made.started_at, made.made_at) == (steps.STARTED, steps.LOCKED)
        assert (made.passed, made.failed, made.not_applicable) == (13, 0, 0)
        visit = steps.reread(answered)
        assert visit.state == VisitState.RECORDED
        assert visit.ended_at == steps.LOCKED
        item = PlanItem.objects.get(pk=visit.plan_item_id)
        assert item.state == ItemState.DONE
        assert Entry.objects.filter(action="record.lock").count() == 1

    def test_says_which_questions_are_open(self, walk, visit):
        steps.begin(walk, visit)
        with pytest.raises(StepNotOpen) as refused:
            steps.lock(walk, visit)

        (blocker,) = refused.value.blockers
        assert blocker.code == "questions_open"
        assert "A1, A2, A3, B1" in str(blocker.text)
        assert blocker.place == "checklist"

    def test_a_failure_needs_its_photo(self, walk, answered):
        """field.html: "bắt buộc chụp ảnh khi không đạt"."""
        answer = fail(walk, answered, "B1")
        with pytest.raises(StepNotOpen) as refused:
            steps.lock(walk, answered)
        assert [b.code for b in refused.value.blockers] == ["photo_missing"]
        services.attach_evidence(
            visit=answered,
            answer=answer,
            upload=picture(),
            name="b1.jpg",
            by=walk.by("so.kiemtra"),
            at=steps.LOCKED,
        )
        made = steps.lock(walk, answered)

        assert (made.passed, made.failed, made.files) == (12, 1, 1)

    def test_a_failure_needs_its_words(self, walk, answered):
        fail(walk, answered, "B1", note="")
        with pytest.raises(StepNotOpen) as refused:
            steps.lock(walk, answered)
        assert "note_missing" in [b.code for b in refused.value.blockers]

    def test_the_photo_of_its_finding_will_do(self, walk, answered):
        answer = fail(walk, answered, "B1")
        finding = services.record_finding(
            visit=answered,
            answer=answer,
            description="Sách không có hóa đơn.",
            detected_on=day("03/03/2026"),
            by=walk.by("so.kiemtra"),
            at=steps.STARTED,
        )
        services.attach_evidence(
            visit=answered,
            finding=finding,
            upload=picture(),
            name="b1.jpg",
            by=walk.by("so.kiemtra"),
            at=steps.LOCKED,
        )
        assert steps.lock(walk, answered).findings == 1

    @pytest.mark.parametrize(
        ("record", "fields"),
        [
            (RecordInput(remarks="Đúng."), ["representative_name"]),
            (
                RecordInput(remarks="", representative_name="Mạc Thị Thu Cúc"),
                ["remarks"],
            ),
            (
                RecordInput(remarks="Đúng.", representative_signed=False),
                ["refusal_reason", "witness_name"],
            ),
        ],
    )
    def test_wants_a_signature_or_a_witness(self, walk, answered, record, fields):
        """ux-words.md: "The representative refuses to sign. A witness's name and
        signature are needed."."""
        with pytest.raises(Refused) as refused:
            steps.lock(walk, answered, record=record)
        assert list(refused.value.errors) == fields
        assert not InspectionRecord.objects.exists()

    def test_a_refusal_before_a_witness_is_enough(self, walk, answered):
        made = steps.lock(
            walk,
            answered,
            record=RecordInput(
                remarks="Cơ sở không ký.",
                representative_signed=False,
                refusal_reason="Không đồng ý với số lượng.",
                witness_name="Ngô Văn Thiện",
                witness_address="Phường Buôn Ma Thuột",
            ),
        )
        assert made.witness_name == "Ngô Văn Thiện"

    def test_refuses_an_end_before_the_start_or_after_now(self, walk, answered):
        for wrong in (moment("03/03/2026", "08:00"), moment("03/03/2026", "12:00")):
            with pytest.raises(Refused) as refused:
                walk.visit(
                    services.lock_record,
                    answered,
                    "so.truongdoan",
                    steps.LOCKED,
                    record=SIGNED_RECORD,
                    ended_at=wrong,
                )
            assert list(refused.value.errors) == ["ended_at"]

    def test_refuses_who_was_not_there(self, walk, answered):
        for username in ("so.lanhdao", "tt.thanhtra"):
            with pytest.raises(NotPermitted):
                walk.visit(
                    services.lock_record,
                    answered,
                    username,
                    steps.LOCKED,
                    record=SIGNED_RECORD,
                )

    def test_nothing_is_written_down_afterwards(self, walk, answered):
        steps.lock(walk, answered)
        with pytest.raises(RecordLocked):
            fail(walk, answered, "A1")
        with pytest.raises(RecordLocked):
            services.record_finding(
                visit=answered,
                description="Nhớ ra sau.",
                detected_on=day("03/03/2026"),
                by=walk.by("so.kiemtra"),
                at=steps.LOCKED,
            )


# What somebody with a database client might try on a locked visit (INV-10).
ATTEMPTS = [
    "UPDATE inspections_inspectionrecord SET remarks = 'khác'",
    "DELETE FROM inspections_inspectionrecord",
    "TRUNCATE inspections_inspectionrecord CASCADE",
    "UPDATE inspections_finding SET description = 'khác'",
    "DELETE FROM inspections_findingtitle",
    "UPDATE inspections_findingtitle SET found_quantity = 1",
    "DELETE FROM inspections_findingevidence",
    "UPDATE inspections_answer SET result = 'PASS', note = 'khác'",
    "DELETE FROM inspections_answer",
    "DELETE FROM inspections_inspectionevidence",
    "DELETE FROM inspections_teammember",
    "UPDATE inspections_teammember SET title = 'khác'",
    "UPDATE inspections_inspection SET place = 'khác'",
    "UPDATE inspections_inspection SET started_at = now()",
    "DELETE FROM inspections_inspection",
    "UPDATE inspections_inspectiondecision SET number = 99",
    "UPDATE inspections_checklistitem SET question_vi = 'khác'",
    "DELETE FROM inspections_checklistversion",
    "UPDATE inspections_checklistversion SET number = 9",
    "INSERT INTO inspections_inspectedpaper"
    " (inspection_id, name, number_and_date, result)"
    " SELECT inspection_id, 'a', '', 'b' FROM inspections_inspectionrecord",
]
# pgtrigger's own switch does not reach these triggers.
PAST_PGTRIGGER = f"SET LOCAL pgtrigger.ignore = '*'; {ATTEMPTS[0]}"


class TestLockedRecords:
    def test_refuse_every_change_in_plain_sql(self, walk, answered):
        finding = services.record_finding(
            visit=answered,
            description="Sách không có hóa đơn.",
            detected_on=day("03/03/2026"),
            titles=[services.TitleInput(title="Tiếng Việt 4", found_quantity=80)],
            by=walk.by("so.kiemtra"),
            at=steps.STARTED,
        )
        for target in ({"finding": finding}, {}):
            services.attach_evidence(
                visit=answered,
                upload=picture(),
                name="a.jpg",
                by=walk.by("so.kiemtra"),
                at=steps.LOCKED,
                **target,
            )
        steps.lock(walk, answered)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for sql in (*ATTEMPTS, PAST_PGTRIGGER):
            with (
                pytest.raises(DatabaseError) as refused,
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(sql)
            assert "refused" in str(refused.value), sql
