"""A checklist changes by versions: drafted by one, published by another, from a day."""

import json
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from inspections import reference, services
from inspections.checklist_content import (
    Question,
    changes_between,
    content_hash,
    questions_of,
)
from inspections.models import Checklist, ChecklistDraft, ChecklistItem
from inspections.services.checklist_steps import FirstDayPassed
from inspections.states import AnswerResult, DraftState
from kernel.errors import MovedOn, NotPermitted, Refused
from tests.inspections import drafting as d
from tests.inspections.test_open_visit import ad_hoc
from tests.inspections.walk import STARTED
from tests.moments import day, moment

pytestmark = pytest.mark.django_db


def standing(checklist: Checklist):
    return checklist.versions.get(number=1)


class TestDraft:
    def test_begins_with_the_questions_as_they_stand(self, officer):
        draft = d.begun(officer)

        assert (draft.edition.number, draft.state) == (2, DraftState.DRAFT)
        assert questions_of(draft.edition) == questions_of(draft.based_on)
        assert draft.edition.published_on is None

    def test_has_the_hash_that_the_loader_computes(self):
        for checklist in Checklist.objects.all():
            version = standing(checklist)
            assert content_hash(questions_of(version)) == version.content_hash

    def test_is_one_at_a_time(self, officer):
        d.begun(officer)
        with pytest.raises(services.DraftThere):
            d.begun(officer)

    @pytest.mark.parametrize("username", [d.SECOND, d.LAWYER, "so.kiemtra"])
    def test_is_the_administrators(self, officer, username):
        with pytest.raises(NotPermitted):
            services.draft_checklist(
                checklist=d.printing(), reason="Thử", by=officer(username), at=d.DRAFTED
            )
        draft = d.begun(officer)
        with pytest.raises(NotPermitted):
            d.act(services.add_question, draft, officer(username), question=d.NEW)

    def test_asks_for_a_reason(self, officer):
        with pytest.raises(Refused) as refusal:
            services.draft_checklist(
                checklist=d.printing(), reason=" ", by=officer(d.ADMIN), at=d.DRAFTED
            )
        assert "reason" in refusal.value.errors


class TestQuestions:
    def test_are_added_to_their_part_and_numbered(self, officer):
        draft = d.begun(officer)
        last = draft.edition.items.filter(section_vi=d.NEW.section_vi).count()

        draft = d.act(services.add_question, draft, officer(d.ADMIN), question=d.NEW)

        made = d.item(draft, f"B{last + 1}")
        assert Question.of(made) == replace(d.NEW, section_en=made.section_en)
        assert made.section_en == "Printing jobs"
        positions = list(draft.edition.items.values_list("position", flat=True))
        assert positions == list(range(1, len(positions) + 1))

    def test_are_put_at_their_place(self, officer):
        draft = d.begun(officer)
        draft = d.act(
            services.add_question, draft, officer(d.ADMIN), question=d.NEW, place=1
        )
        assert d.item(draft, "B1").question_vi == d.NEW.question_vi
        moved = d.item(draft, "B1")
        draft = d.act(
            services.edit_question,
            draft,
            officer(d.ADMIN),
            item=moved.pk,
            question=Question.of(moved),
            place=3,
        )
        assert d.item(draft, "B3").question_vi == d.NEW.question_vi

    def test_move_to_another_part(self, officer):
        draft = d.added(officer)
        row = draft.edition.items.get(question_vi=d.NEW.question_vi)
        question = replace(Question.of(row), section_vi="Máy in", section_en="Presses")

        draft = d.act(
            services.edit_question,
            draft,
            officer(d.ADMIN),
            item=row.pk,
            question=question,
        )

        moved = d.item(draft, "C1")  # a new part stands where its first question did
        assert (moved.section_vi, moved.question_vi) == ("Máy in", d.NEW.question_vi)

    def test_are_retired_and_put_back(self, officer):
        draft = d.begun(officer)
        gone = d.item(draft, "A2")
        before = draft.edition.items.count()

        draft = d.act(services.retire_question, draft, officer(d.ADMIN), item=gone.pk)
        assert draft.edition.items.count() == before - 1
        changes = changes_between(
            list(draft.based_on.items.all()), list(draft.edition.items.all())
        )
        assert [one.number for one in changes.retired] == ["A2"]

        draft = d.act(
            services.restore_question,
            draft,
            officer(d.ADMIN),
            item=changes.retired[0].pk,
        )
        assert draft.edition.items.count() == before
        assert draft.edition.items.get(follows=changes.retired[0]).number == "A4"

    def test_are_compared_with_the_version_before(self, officer):
        draft = d.added(officer)
        row = d.item(draft, "A1")
        d.act(
            services.edit_question,
            draft,
            officer(d.ADMIN),
            item=row.pk,
            question=replace(Question.of(row), legal_ref="Luật Xuất bản 2012"),
            place=1,
        )
        changes = changes_between(
            list(draft.based_on.items.all()), list(draft.edition.items.all())
        )
        assert [one.question_vi for one in changes.added] == [d.NEW.question_vi]
        assert [after.number for _before, after in changes.changed] == ["A1"]
        assert not changes.retired

    def test_parts_are_moved_and_renamed(self, officer):
        draft = d.begun(officer)
        draft = d.act(
            services.move_part,
            draft,
            officer(d.ADMIN),
            section_vi=d.NEW.section_vi,
        )
        assert d.item(draft, "A1").section_vi == d.NEW.section_vi
        draft = d.act(
            services.rename_part,
            draft,
            officer(d.ADMIN),
            section_vi=d.NEW.section_vi,
            new_vi="Việc in",
            new_en="Printing",
        )
        first = d.item(draft, "A1")
        assert (first.section_vi, first.section_en) == ("Việc in", "Printing")

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"question_vi": "  "}, "question_vi"),
            ({"section_vi": ""}, "section_vi"),
            ({"section_vi": "x" * 121}, "section_vi"),
            ({"suggests": "PRT-NOTHING"}, "suggests"),
        ],
    )
    def test_are_refused_with_the_field_named(self, officer, change, field):
        with pytest.raises(Refused) as refusal:
            d.act(
                services.add_question,
                d.begun(officer),
                officer(d.ADMIN),
                question=replace(d.NEW, **change),
            )
        assert field in refusal.value.errors

    def test_of_a_questionnaire_ask_for_no_photo(self, officer):
        questionnaire = Checklist.objects.filter(use="REMOTE").first()
        draft = d.begun(officer, questionnaire)
        with pytest.raises(Refused):
            d.act(
                services.add_question,
                draft,
                officer(d.ADMIN),
                question=replace(d.NEW, requires_photo_on_fail=True),
            )

    def test_of_a_stale_page_overwrite_nothing(self, officer):
        draft = d.begun(officer)
        d.added(officer, draft)
        with pytest.raises(MovedOn) as refusal:
            services.add_question(
                draft=draft,
                version=draft.version,
                question=d.NEW,
                by=officer(d.ADMIN),
                at=d.DRAFTED,
            )
        assert refusal.value.current["version"] == d.fresh(draft).version

    def test_stand_still_while_the_version_is_proposed(self, officer):
        draft = d.proposed(officer)
        with pytest.raises(services.DraftNotOpen):
            d.act(services.add_question, draft, officer(d.ADMIN), question=d.NEW)


class TestPublish:
    def test_is_the_act_of_a_second_person(self, officer):
        draft = d.proposed(officer)
        with pytest.raises(NotPermitted):
            d.act(services.publish_draft, draft, officer(d.ADMIN), d.PUBLISHED)
        with pytest.raises(NotPermitted):
            d.act(services.publish_draft, draft, officer("so.kiemtra"), d.PUBLISHED)

        done = d.act(services.publish_draft, draft, officer(d.SECOND), d.PUBLISHED)

        assert done.state == DraftState.PUBLISHED
        assert done.edition.published_on == d.FIRST_DAY
        assert done.edition.content_hash == content_hash(questions_of(done.edition))

    def test_is_held_by_the_database_too(self, officer):
        draft = d.proposed(officer)
        with pytest.raises(IntegrityError), transaction.atomic():
            ChecklistDraft.objects.filter(pk=draft.pk).update(
                state=DraftState.PUBLISHED,
                settled_by=draft.proposed_by,
                settled_at=d.PUBLISHED,
            )

    def test_gives_visits_of_its_days_the_new_version(
        self, officer, walk, cao_nguyen_xanh
    ):
        draft = d.published(officer)

        early = services.newest_checklist(cao_nguyen_xanh, day("31/03/2026"))
        late = services.newest_checklist(cao_nguyen_xanh, day("01/04/2026"))

        assert (early.number, late.number) == (1, draft.edition.number)

    def test_leaves_old_visits_their_version(self, officer, walk, cao_nguyen_xanh):
        visit = ad_hoc(walk, cao_nguyen_xanh)
        before = visit.checklist_version
        d.published(officer)
        visit.refresh_from_db(fields=["checklist_version"])
        assert visit.checklist_version == before
        assert before.number == 1

    def test_fixes_the_questions_for_ever(self, officer):
        draft = d.published(officer)
        with pytest.raises(IntegrityError), transaction.atomic():
            ChecklistItem.objects.filter(version=draft.edition).update(legal_ref="?")
        with pytest.raises(IntegrityError), transaction.atomic():
            draft.edition.items.all().delete()
        with pytest.raises(services.DraftNotOpen):
            d.act(services.add_question, draft, officer(d.ADMIN), question=d.NEW)

    @pytest.mark.parametrize(
        "first_day", ["02/03/2026", "31/10/2025"], ids=["yesterday", "before the last"]
    )
    def test_is_never_retroactive(self, officer, first_day):
        with pytest.raises((FirstDayPassed, Refused)):
            d.proposed(officer, begins_on=day(first_day))

    def test_waits_no_longer_than_its_first_day(self, officer):
        draft = d.proposed(officer, begins_on=day("04/03/2026"))
        with pytest.raises(FirstDayPassed):
            d.act(
                services.publish_draft,
                draft,
                officer(d.SECOND),
                moment("05/03/2026"),
            )

    def test_needs_a_change(self, officer):
        with pytest.raises(Refused, match="Nothing differs"):
            d.act(
                services.propose_draft,
                d.begun(officer),
                officer(d.ADMIN),
                d.PROPOSED,
                begins_on=d.FIRST_DAY,
            )

    def test_needs_a_question(self, officer):
        draft = d.begun(officer)
        draft.edition.items.all().delete()
        with pytest.raises(Refused, match="without questions"):
            d.act(
                services.propose_draft,
                draft,
                officer(d.ADMIN),
                d.PROPOSED,
                begins_on=d.FIRST_DAY,
            )


class TestWay:
    def test_back_with_a_reason_and_again(self, officer):
        draft = d.proposed(officer)
        with pytest.raises(Refused):
            d.act(services.send_back_draft, draft, officer(d.SECOND), reason=" ")
        draft = d.act(
            services.send_back_draft, draft, officer(d.SECOND), reason="Thiếu căn cứ"
        )
        assert (draft.state, draft.answer) == (DraftState.DRAFT, "Thiếu căn cứ")

        d.act(services.add_question, draft, officer(d.ADMIN), question=d.NEW)
        again = d.act(
            services.propose_draft,
            draft,
            officer(d.ADMIN),
            d.PROPOSED,
            begins_on=d.FIRST_DAY,
        )
        assert (again.state, again.answer) == (DraftState.PROPOSED, "")

    def test_taken_back_by_the_drafter_alone(self, officer):
        draft = d.proposed(officer)
        with pytest.raises(NotPermitted):
            d.act(services.take_back_draft, draft, officer(d.SECOND))
        draft = d.act(services.take_back_draft, draft, officer(d.ADMIN))
        assert draft.state == DraftState.DRAFT

    def test_discarded_leaves_its_number_taken(self, officer):
        draft = d.act(
            services.discard_draft, d.begun(officer), officer(d.ADMIN), reason="Nhầm"
        )
        assert draft.state == DraftState.DISCARDED
        assert d.begun(officer).edition.number == 3

    def test_is_in_the_trail(self, officer):
        draft = d.published(officer)
        acts = Entry.objects.filter(object_id=str(draft.pk)).order_by("seq")
        assert list(acts.values_list("action", flat=True)) == [
            "checklist.draft",
            "checklist.add_question",
            "checklist.propose",
            "checklist.publish",
        ]
        added = acts[1].changes
        assert added["question_vi"] == [None, d.NEW.question_vi]


class TestPackagedLists:
    def test_leave_alone_what_was_edited_here(self, officer, tmp_path, monkeypatch):
        draft = d.published(officer)
        lists = json.loads(reference.DATA.read_text(encoding="utf-8"))
        assert reference.load(at=d.PUBLISHED)["checklist_versions"] == (0, 0, 5)
        lists[0]["sections"][0]["items"][0]["question_vi"] += " (bản chính)"
        changed = tmp_path / "checklists.json"
        changed.write_text(json.dumps(lists), encoding="utf-8")
        monkeypatch.setattr(reference, "DATA", changed)

        assert reference.load(at=d.PUBLISHED)["checklist_versions"] == (0, 0, 5)
        newest = d.printing().versions.order_by("-number").first()
        assert newest == draft.edition

    def test_go_past_a_draft(self, officer, tmp_path, monkeypatch):
        d.begun(officer)
        lists = json.loads(reference.DATA.read_text(encoding="utf-8"))
        lists[0]["sections"][0]["items"][0]["question_vi"] += " (bản chính)"
        changed = tmp_path / "checklists.json"
        changed.write_text(json.dumps(lists), encoding="utf-8")
        monkeypatch.setattr(reference, "DATA", changed)

        assert reference.load(at=d.DRAFTED)["checklist_versions"] == (1, 0, 4)
        assert d.printing().versions.get(number=3).published_on


class TestForcedNote:
    def test_keeps_the_record_open_until_it_is_there(
        self, officer, walk, cao_nguyen_xanh
    ):
        draft = d.proposed(officer, begins_on=day("03/03/2026"))
        d.act(services.publish_draft, draft, officer(d.SECOND), d.PROPOSED)
        visit = ad_hoc(walk, cao_nguyen_xanh)
        visit.checklist_version = draft.edition
        visit.save(update_fields=["checklist_version"])
        asked = draft.edition.items.get(question_vi=d.NEW.question_vi)
        visit.answers.create(
            item=asked, result=AnswerResult.FAIL, by=officer(d.ADMIN), at=STARTED
        )

        assert visit.failures_without_note() == [asked]
        visit.answers.update(note="Không xuất trình được")
        assert visit.failures_without_note() == []
