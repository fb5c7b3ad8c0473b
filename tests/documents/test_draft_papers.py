"""A paper from its first word to its number: drafted, submitted, returned, signed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection

from agencies.kinds import Role
from agencies.models import Delegation, NumberRegister, RoleGrant
from audit.models import AccessEvent, Entry
from cases.models import Case
from cases.states import CaseState
from documents import services, storage
from documents.catalogue import (
    _FORMS,
    Blank,
    BlankKind,
    DraftedForm,
    SignedBy,
    drafted_form,
)
from documents.form_ids import FormId
from documents.models import FormTemplate, IssuedDocument, PaperDraft, TemplateMissing
from documents.services import DraftInput, DraftMovedOn
from documents.services.drafting import StepNotOpen, house_of
from documents.states import DraftState
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import CLERK, HANDLER, MANAGER, SIGNER, at_state
from tests.documents.paper import text_of
from tests.moments import day, moment

AT, LATER = moment("06/03/2026"), moment("09/03/2026")
TYPED = {
    "to": "Phòng Văn hóa – Xã hội phường Tân Lập\nCông an phường Tân Lập",
    "reason": "Hành vi xảy ra tại địa bàn phường Tân Lập",
}


@pytest.fixture
def walk(officer):
    return at_state(officer, CaseState.RECORDED)


def begun(walk, *, typed=TYPED, by=HANDLER, form=FormId.FORWARD_LETTER) -> PaperDraft:
    return services.begin_draft(
        form=form,
        record=walk.case,
        about=walk.case.pk,
        content=DraftInput(typed),
        by=walk.by(by),
        at=AT,
    )


def submitted(walk, *, to=SIGNER) -> PaperDraft:
    draft = begun(walk)
    return services.submit_draft(
        draft=draft,
        version=draft.version,
        to=walk.by(to),
        by=walk.by(HANDLER),
        at=AT,
    )


def signed(walk, draft: PaperDraft, *, by=SIGNER, at=LATER) -> IssuedDocument:
    return services.sign_draft(
        draft=draft, version=draft.version, by=walk.by(by), at=at
    )


@pytest.mark.django_db
class TestDraftPaper:
    def test_walks_to_its_number_and_leaves_its_trace(self, walk):
        draft = submitted(walk)
        back = services.return_to_drafter(
            draft=draft,
            version=draft.version,
            reason="Ghi rõ tên cơ quan nhận.",
            by=walk.by(SIGNER),
            at=AT,
        )
        assert (back.state, back.return_reason) == (
            DraftState.RETURNED,
            "Ghi rõ tên cơ quan nhận.",
        )
        again = services.edit_draft(
            draft=back,
            version=back.version,
            content=DraftInput(
                {**TYPED, "to": "Công an phường Tân Lập"},
                recipients="Như trên\nLưu: VT, HS vụ việc",
            ),
            by=walk.by(HANDLER),
            at=AT,
        )
        again = services.submit_draft(
            draft=again,
            version=again.version,
            to=walk.by(SIGNER),
            by=walk.by(HANDLER),
            at=AT,
        )
        paper = signed(walk, again)

        done = PaperDraft.objects.get()
        assert (done.state, done.issued, done.version) == (DraftState.ISSUED, paper, 6)
        assert (paper.number_text, paper.register) == ("01/UBND-VHXH", "CV")
        assert (paper.signed_by, paper.case) == (walk.by(SIGNER), walk.case)
        assert f"{paper.issued_on:%d/%m/%Y}" == "09/03/2026"
        text = text_of(storage.read(paper.sha256))
        assert "Số: 01/UBND-VHXH" in text
        assert "DỰ THẢO" not in text
        assert "Công an phường Tân Lập" in text
        assert "Phòng Văn hóa – Xã hội phường Tân Lập" not in text
        assert "Lưu: VT, HS vụ việc" in text
        assert walk.by(SIGNER).full_name in text
        about_case = Entry.objects.filter(
            object_id=str(walk.case.pk), action__startswith="document."
        )
        assert list(about_case.order_by("seq").values_list("action", flat=True)) == [
            "document.draft",
            "document.submit",
            "document.return",
            "document.edit_draft",
            "document.submit",
            "document.sign",
        ]
        assert about_case.get(action="document.return").reason == back.return_reason

    def test_is_signed_by_nobody_but_whom_it_was_submitted_to(self, walk):
        draft = submitted(walk)
        for username in (HANDLER, MANAGER, CLERK, "so.giamdoc", "ubnd.chutich"):
            with pytest.raises(NotPermitted):
                signed(walk, draft, by=username)
        assert not IssuedDocument.objects.filter(form=FormId.FORWARD_LETTER).exists()
        assert not NumberRegister.objects.filter(register="CV").exists()

    def test_is_never_signed_by_who_drafted_it(self, walk):
        draft = begun(walk)
        with pytest.raises(Refused) as refused:
            services.submit_draft(
                draft=draft,
                version=draft.version,
                to=walk.by(HANDLER),
                by=walk.by(HANDLER),
                at=AT,
            )
        assert "to" in refused.value.errors
        with pytest.raises(IntegrityError), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE documents_paperdraft SET submitted_to_id = drafted_by_id"
            )

    def test_gives_no_number_to_what_cannot_be_printed(self, walk):
        draft = submitted(walk)
        FormTemplate.objects.filter(form=FormId.FORWARD_LETTER).delete()
        with pytest.raises(TemplateMissing):
            signed(walk, draft)
        assert PaperDraft.objects.get().state == DraftState.SUBMITTED
        assert not NumberRegister.objects.filter(register="CV").exists()

    def test_numbers_one_register_in_the_order_of_signing(self, walk):
        first, second = submitted(walk), submitted(walk)
        assert signed(walk, second).number_text == "01/UBND-VHXH"
        assert signed(walk, first).number_text == "02/UBND-VHXH"
        with pytest.raises(StepNotOpen):  # a second click
            signed(walk, PaperDraft.objects.get(pk=first.pk))
        last = NumberRegister.objects.get(register="CV", year=2026)
        assert (last.owner, last.last) == (walk.case.lead_agency_id, 2)

    def test_tells_the_current_version_to_who_comes_too_late(self, walk):
        draft = begun(walk)
        with pytest.raises(DraftMovedOn) as late:
            services.edit_draft(
                draft=draft,
                version=draft.version - 1,
                content=DraftInput({}),
                by=walk.by(HANDLER),
                at=AT,
            )
        assert late.value.current == {"version": 1, "state": "DRAFT"}

    def test_is_changed_by_its_drafter_only_and_while_nobody_is_asked(self, walk):
        draft = submitted(walk)
        change = {"draft": draft, "version": draft.version, "at": AT}
        with pytest.raises(StepNotOpen):
            services.edit_draft(
                content=DraftInput(TYPED), by=walk.by(HANDLER), **change
            )
        for username in (MANAGER, SIGNER, "so.thuly"):
            with pytest.raises(NotPermitted):
                services.edit_draft(
                    content=DraftInput(TYPED), by=walk.by(username), **change
                )

    def test_refuses_more_recipients_than_a_page_takes(self, walk):
        draft = begun(walk)
        for many in (["Công an tỉnh"] * 41, ["Cơ quan " * 12] * 20):
            with pytest.raises(Refused) as refused:
                services.edit_draft(
                    draft=draft,
                    version=draft.version,
                    content=DraftInput(TYPED, recipients=many),
                    by=walk.by(HANDLER),
                    at=AT,
                )
            assert "recipients" in refused.value.errors
        draft = services.edit_draft(
            draft=draft,
            version=draft.version,
            content=DraftInput(TYPED, recipients=["Công an tỉnh"] * 40),
            by=walk.by(HANDLER),
            at=AT,
        )
        assert services.preview_draft(draft=draft, by=walk.by(HANDLER), at=AT).pages

    def test_keeps_what_is_unfinished_and_refuses_what_cannot_be_read(self, walk):
        draft = begun(walk, typed={"to": "Công an tỉnh"})
        assert draft.values["reason"] == ""
        with pytest.raises(Refused) as refused:
            begun(walk, typed={"answer_by": "tuần sau", "khac": "x"})
        assert set(refused.value.errors) == {"answer_by", "khac"}

    def test_asks_for_a_reason_where_it_is_returned_or_withdrawn(self, walk):
        draft = submitted(walk)
        for act, by in (
            (services.return_to_drafter, SIGNER),
            (services.withdraw_draft, HANDLER),
        ):
            with pytest.raises(Refused) as refused:
                act(
                    draft=draft,
                    version=draft.version,
                    reason=" ",
                    by=walk.by(by),
                    at=AT,
                )
            assert "reason" in refused.value.errors
        gone = services.withdraw_draft(
            draft=draft,
            version=draft.version,
            reason="Đã giải quyết tại chỗ.",
            by=walk.by(HANDLER),
            at=AT,
        )
        assert gone.state == DraftState.WITHDRAWN
        with pytest.raises(StepNotOpen):
            signed(walk, gone)

    def test_is_seen_inside_the_agency_only(self, walk):
        draft = submitted(walk)
        mine = PaperDraft.objects.visible_to
        for username in (HANDLER, SIGNER, MANAGER):
            assert mine(walk.by(username), AT).get() == draft
        for username in ("so.thuly", "quantri", "ubnd.kiemsoat"):
            assert not mine(walk.by(username), AT).exists()
        assert PaperDraft.objects.waiting_for(walk.by(SIGNER), AT).get() == draft
        assert not PaperDraft.objects.waiting_for(walk.by(MANAGER), AT).exists()

    def test_shows_a_draft_with_its_mark_and_its_trace(self, walk):
        draft = submitted(walk)
        paper = services.preview_draft(draft=draft, by=walk.by(SIGNER), at=AT)
        text = text_of(paper.content)
        assert "DỰ THẢO" in text
        assert walk.by(SIGNER).full_name not in text
        event = AccessEvent.objects.get(action="printed")
        assert event.detail == {"form": "forward_letter", "draft": True, "code": ""}
        with pytest.raises(NotPermitted):
            services.preview_draft(draft=draft, by=walk.by("so.thuly"), at=AT)

    def test_is_offered_to_who_may_draft_here(self, walk):
        forms = {
            offer.form.form
            for offer in services.offers_of(walk.case, walk.by(HANDLER), AT)
        }
        assert FormId.FORWARD_LETTER in forms
        assert FormId.REVISION_LETTER not in forms
        assert services.offers_of(walk.case, walk.by(CLERK), AT) == []
        with pytest.raises(NotPermitted):
            begun(walk, by="so.thuly")
        with pytest.raises(Refused):
            begun(walk, form="sanction_decision")


def minutes(values: dict) -> DraftedForm:
    """A form that its maker signs, with the words of a letter."""
    return DraftedForm(
        form=FormId.EXPLANATION_RECORD,
        subject=Case,
        register="BB-GT",
        blanks=(Blank("to", "To", BlankKind.LINES),),
        build=lambda case, typed, head: (
            values.update(typed)
            or drafted_form(FormId.FORWARD_LETTER).build(case, typed, head)
        ),
        signed_by=SignedBy.MAKER,
    )


@pytest.mark.django_db
class TestSigners:
    def test_of_minutes_are_their_makers(self, walk, monkeypatch):
        given: dict = {}
        monkeypatch.setitem(_FORMS, FormId.EXPLANATION_RECORD, minutes(given))
        draft = begun(walk, typed={"to": "A\nB"}, form=FormId.EXPLANATION_RECORD)
        with pytest.raises(StepNotOpen):
            services.submit_draft(
                draft=draft,
                version=draft.version,
                to=walk.by(SIGNER),
                by=walk.by(HANDLER),
                at=AT,
            )
        with pytest.raises(NotPermitted):
            signed(walk, draft)
        paper = signed(walk, draft, by=HANDLER)
        assert (paper.register, paper.number) == ("BB-GT", 1)
        assert given["to"] == ("A", "B")
        text = text_of(storage.read(paper.sha256))
        assert "NGƯỜI LẬP BIÊN BẢN" in text
        assert walk.by(HANDLER).full_name in text

    def test_by_delegation_sign_for_the_head(self, walk):
        deputy = walk.by(MANAGER)
        year = {"valid_from": day("01/01/2026"), "valid_to": day("31/12/2026")}
        RoleGrant.objects.create(user=deputy, role=Role.SANCTIONER, **year)
        Delegation.objects.create(
            delegator=walk.by(SIGNER),
            delegate=deputy,
            document_no="12/QĐ-GQ",
            created_at=AT,
            **year,
        )
        paper = signed(walk, submitted(walk, to=MANAGER), by=MANAGER)
        text = text_of(storage.read(paper.sha256))
        assert "KT. CHỦ TỊCH" in text
        assert deputy.full_name in text

    def test_of_a_division_are_those_of_its_parent(self, officer):
        form = drafted_form(FormId.FORWARD_LETTER)
        assert house_of(form, officer("ca.pa03"), AT).pk == "CONG_AN_TINH"
        assert house_of(form, officer("so.thuly"), AT).pk == "SO_VHTTDL"
        own = services.signers_of(officer("so.thuly").agency, AT)
        assert [row.username for row in own] == ["so.giamdoc"]
