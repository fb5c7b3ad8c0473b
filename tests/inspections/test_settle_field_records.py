"""Two inspectors, a visit that moved on, a visit nobody foresaw: nothing is lost."""

from __future__ import annotations

import pytest

from cases import services as cases
from cases.models import Case, Seizure
from inspections import services
from inspections.models import (
    Answer,
    FieldConflict,
    FieldRecord,
    Finding,
)
from inspections.services import StepNotOpen
from inspections.states import FieldOutcome, FieldReason, VisitState
from kernel.errors import NotPermitted, Refused
from tests.inspections import phone as phones
from tests.inspections import walk as steps
from tests.inspections.phone import Phone, photo, question
from tests.moments import moment

LATER = moment("03/03/2026", "11:00")


@pytest.fixture
def under_way(walk, visit):
    steps.begin(walk, visit)
    return steps.reread(visit)


@pytest.fixture
def member(walk) -> Phone:
    return Phone(walk.by("so.kiemtra"))


@pytest.fixture
def lead(walk) -> Phone:
    return Phone(walk.by("so.truongdoan"))


def one(visit, result, **given):
    return phones.body(visit, answers=[phones.answer(question(visit), result, **given)])


class TestTwoInspectors:
    def test_each_owns_what_he_answered(self, member, lead, under_way):
        member.send(one(under_way, "PASS"))
        lead.send(
            phones.body(
                under_way, answers=[phones.answer(question(under_way, "A1"), "PASS")]
            )
        )
        assert {a.by for a in Answer.objects.current()} == {
            member.officer,
            lead.officer,
        }
        assert not FieldConflict.objects.exists()

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_keeps_both_answers_whichever_came_first(
        self, member, lead, under_way, order
    ):
        sending = [(member, one(under_way, "PASS")), (lead, one(under_way, "FAIL"))]
        for place in order:
            phone, body = sending[place]
            phone.send(body)

        assert Answer.objects.count() == 2
        assert Answer.objects.current().get().by == member.officer
        assert FieldConflict.objects.get().is_open

    def test_the_same_answer_twice_is_no_conflict(self, member, lead, under_way):
        member.send(one(under_way, "PASS"))
        lead.send(one(under_way, "PASS"))

        assert Answer.objects.count() == 2
        assert not FieldConflict.objects.exists()

    def test_the_lead_chooses_and_the_minutes_wait_for_it(
        self, walk, member, lead, under_way
    ):
        content = photo()
        member.holds(content)
        failed = one(
            under_way, "FAIL", note="Thiếu.", files=[phones.hash_of(content)]
        ) | {"files": [phones.named(content)]}
        member.send(failed)
        lead.send(one(under_way, "PASS"))
        for item in under_way.unanswered_questions():
            services.answer_item(
                visit=under_way,
                item=item,
                result="PASS",
                by=lead.officer,
                at=LATER,
            )
        with pytest.raises(StepNotOpen) as refused:
            steps.lock(walk, under_way)
        assert [b.code for b in refused.value.blockers] == ["double_answers"]

        conflict = FieldConflict.objects.get()
        chosen = Answer.objects.get(by=lead.officer, item=question(under_way))
        with pytest.raises(NotPermitted):
            services.settle_conflict(
                conflict=conflict,
                chosen=chosen,
                reason="…",
                by=member.officer,
                at=LATER,
            )
        with pytest.raises(Refused):
            services.settle_conflict(
                conflict=conflict, chosen=chosen, reason=" ", by=lead.officer, at=LATER
            )
        services.settle_conflict(
            conflict=conflict,
            chosen=chosen,
            reason="Đã xem lại hóa đơn.",
            by=lead.officer,
            at=LATER,
        )
        assert Answer.objects.current().get(item=chosen.item) == chosen
        assert not Finding.objects.standing().exists()
        steps.lock(walk, under_way)
        assert steps.reread(under_way).state == VisitState.RECORDED


class TestSupplement:
    def test_a_locked_visit_keeps_it_beside(self, walk, member, lead, under_way):
        steps.answer_all(walk, under_way)
        steps.lock(walk, under_way)
        record = member.send(one(under_way, "FAIL", note="Gửi muộn."))

        assert record.outcome == FieldOutcome.SUPPLEMENT
        assert record.outcome_reason == FieldReason.CLOSED
        assert Answer.objects.current().filter(result="FAIL").count() == 0
        settled = services.settle_record(
            record=record, note="Ghi vào phụ lục.", by=lead.officer, at=LATER
        )
        assert not settled.is_to_settle
        with pytest.raises(StepNotOpen):
            services.settle_record(
                record=record, note="Lần nữa.", by=lead.officer, at=LATER
            )

    def test_who_was_taken_off_the_team_loses_nothing(
        self, walk, member, lead, under_way
    ):
        record = member.put(one(under_way, "FAIL", note="Đã thấy."))
        walk.visit(
            services.assign_team,
            under_way,
            "so.truongdoan",
            LATER,
            team=services.TeamInput(lead=lead.officer),
        )
        done = member.complete(record)

        assert (done.outcome, done.outcome_reason) == (
            FieldOutcome.SUPPLEMENT,
            FieldReason.OTHER_TEAM,
        )
        with pytest.raises(StepNotOpen):
            services.take_over_record(record=done, by=lead.officer, at=LATER)

    def test_the_owner_of_the_case_is_told(self, walk, member, lead, under_way):
        from cases import waiting

        failed = one(under_way, "FAIL", note="Không hóa đơn.")
        content = photo()
        member.holds(content)
        failed["answers"][0]["files"] = [phones.hash_of(content)]
        failed["files"] = [phones.named(content)]
        member.send(failed)
        for item in under_way.unanswered_questions():
            services.answer_item(
                visit=under_way, item=item, result="PASS", by=lead.officer, at=LATER
            )
        steps.lock(walk, under_way)
        handler = walk.by("so.thuly")
        case = cases.open_from_findings(
            findings=list(Finding.objects.all()), by=handler, at=LATER
        )
        record = member.send(phones.body(under_way))

        told = [
            row
            for row in waiting.waiting_list(handler, LATER)
            if row.kind == "supplement"
        ]
        assert [(row.case, row.about) for row in told] == [(case, str(record.pk))]


class TestUnplanned:
    def told(self, facility):
        return {
            "facility": facility and str(facility.pk),
            "name": "Nhà in cuối hẻm",
            "address": "Thôn 3",
            "ward_code": "24133",
            "ground": "SIGN_OF_VIOLATION",
            "what": "Thấy xe chở sách không bìa.",
        }

    def test_opens_its_visit_which_waits_for_a_decision(self, walk, member, hoa_cuc):
        record = member.send(phones.body(None, unplanned=self.told(hoa_cuc)))

        assert record.outcome == FieldOutcome.UNPLANNED
        visit = record.visit
        assert (visit.state, visit.lead_id) == (VisitState.PLANNED, None)
        assert visit.ground_text == "Thấy xe chở sách không bìa."

    def test_is_taken_over_once_the_visit_is_under_way(self, walk, member, hoa_cuc):
        record = member.send(
            phones.body(
                None,
                unplanned=self.told(hoa_cuc),
                titles=[phones.title(decision_no="")],
            )
        )
        visit, lead = record.visit, walk.by("so.truongdoan")
        walk.visit(
            services.assign_team,
            visit,
            "so.truongdoan",
            LATER,
            team=services.TeamInput(lead=lead, members=(member.officer,)),
        )
        with pytest.raises(StepNotOpen):  # no decision yet
            services.take_over_record(record=record, by=lead, at=LATER)
        walk.visit(services.decide_inspection, visit, "so.giamdoc", LATER)
        with pytest.raises(NotPermitted):
            services.take_over_record(record=record, by=member.officer, at=LATER)
        done = services.take_over_record(record=record, by=lead, at=LATER)

        assert done.outcome == FieldOutcome.APPLIED
        found = Finding.objects.get()
        assert (found.recorded_by, found.behaviour.code) == (
            member.officer,
            "PRT-NODEC",
        )

    def test_an_unknown_place_waits_for_the_office(self, member):
        record = member.send(phones.body(None, unplanned=self.told(None)))

        assert (record.outcome, record.outcome_reason) == (
            FieldOutcome.UNPLANNED,
            FieldReason.NO_VISIT,
        )
        assert record.visit is None
        assert record.place_name == "Nhà in cuối hẻm"


class TestGoods:
    def test_opens_the_case_and_drafts_the_seizure_once(self, member, under_way):
        """ "no seizure without a case": one call of the door."""
        content = photo()
        member.holds(content)
        failed = phones.answer(
            question(under_way),
            "FAIL",
            note="80 bản không hóa đơn.",
            files=[phones.hash_of(content)],
        )
        record = member.put(
            phones.body(
                under_way,
                answers=[failed],
                goods=[phones.goods(), phones.goods(seal_no="", name="Bản kẽm")],
                files=[phones.named(content)],
            )
        )
        member.put_file(phones.hash_of(content))
        for _ in range(2):
            cases.accept_field_record(record=record, by=member.officer, at=LATER)

        case = Case.objects.get()
        assert case.inspection == under_way
        seizure = Seizure.objects.get()
        items = [row.item for row in seizure.seized_items.all()]
        assert sorted(item.description for item in items) == [
            "Bản kẽm",
            "Sách không rõ nguồn gốc",
        ]

    def test_without_a_finding_they_stay_in_the_record(self, member, under_way):
        record = member.put(phones.body(under_way, goods=[phones.goods()]))
        done = cases.accept_field_record(record=record, by=member.officer, at=LATER)

        assert done.is_complete
        assert not Case.objects.exists()
        assert FieldRecord.objects.get().body["goods"][0]["seal_no"] == "NP-017"
