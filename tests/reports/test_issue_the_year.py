"""The report of a year becomes a paper: drafted, submitted, returned, signed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from agencies.models import Agency, NumberRegister
from audit.models import Entry
from cases.states import CaseState
from documents import services, storage
from documents.form_ids import FormId
from documents.models import IssuedDocument, PaperDraft
from documents.models.editions import CopyLevel
from documents.restoring import restored
from documents.services import DraftInput, DraftMovedOn
from documents.services.drafting import StepNotOpen
from documents.services.issuing import plain
from documents.states import DraftState, RevisionKind
from kernel.errors import NotPermitted, Refused
from reports.annual import Period, figures_of
from tests.cases.walk import at_state
from tests.documents.paper import text_of
from tests.moments import moment

pytestmark = pytest.mark.django_db

PREPARES, SIGNS, MANAGER, CLERK = "so.thuly", "so.giamdoc", "so.lanhdao", "so.vanthu"
AT, LATER = moment("10/12/2026"), moment("14/12/2026")
TYPED = {
    "last_day": date(2026, 12, 10),
    "basis": "Thực hiện Kế hoạch số 12/KH-UBND",
    "direction": "Ban hành kế hoạch kiểm tra năm 2026\nTập huấn cho công chức cấp xã",
    "difficulties": "Thời gian chờ kết quả giám định còn dài",
    "proposals": "Bố trí kinh phí giám định năm 2027",
}


def begun(officer, *, by=PREPARES, year="2026", at=AT, **typed) -> PaperDraft:
    return services.begin_draft(
        form=FormId.ANNUAL_REPORT,
        record=officer(by).agency,
        about=year,
        content=DraftInput(TYPED | typed),
        by=officer(by),
        at=at,
    )


def submitted(officer, *, by=PREPARES, to=SIGNS, **typed) -> PaperDraft:
    draft = begun(officer, by=by, **typed)
    return services.submit_draft(
        draft=draft, version=draft.version, to=officer(to), by=officer(by), at=AT
    )


def signed(officer, draft, *, by=SIGNS, at=LATER) -> IssuedDocument:
    return services.sign_draft(
        draft=draft, version=draft.version, by=officer(by), at=at
    )


class TestIssueTheYear:
    def test_walks_to_its_number_and_leaves_its_trace(self, officer):
        draft = submitted(officer)
        back = services.return_to_drafter(
            draft=draft,
            version=draft.version,
            reason="Nêu rõ số kế hoạch.",
            by=officer(SIGNS),
            at=AT,
        )
        assert (back.state, back.version) == (DraftState.RETURNED, 3)
        again = services.edit_draft(
            draft=back,
            version=back.version,
            content=DraftInput(TYPED | {"basis": "Thực hiện Kế hoạch số 15/KH-UBND"}),
            by=officer(PREPARES),
            at=AT,
        )
        again = services.submit_draft(
            draft=again,
            version=again.version,
            to=officer(SIGNS),
            by=officer(PREPARES),
            at=AT,
        )
        paper = signed(officer, again)

        assert (paper.number_text, paper.register, paper.year) == (
            "01/BC-SVHTTDL",
            "BC",
            2026,
        )
        assert (paper.case, paper.inspection, paper.agency_id) == (
            None,
            None,
            "SO_VHTTDL",
        )
        text = " ".join(text_of(storage.read(paper.sha256)).split())
        for said in (
            "Số: 01/BC-SVHTTDL",
            "ngày 14 tháng 12 năm 2026",
            "Thực hiện Kế hoạch số 15/KH-UBND",
            "số liệu của toàn tỉnh",
            "đến hết ngày 10 tháng 12 năm 2026",
            "2. Tập huấn cho công chức cấp xã.",
            "Thời gian chờ kết quả giám định còn dài.",
            officer(SIGNS).full_name,
            paper.verification_code,
        ):
            assert said in text
        assert "DỰ THẢO" not in text
        acts = Entry.objects.filter(object_id=str(draft.pk)).order_by("seq")
        assert list(acts.values_list("action", "object_label")) == [
            ("document.draft", "2026"),
            ("document.submit", "2026"),
            ("document.return", "2026"),
            ("document.edit_draft", "2026"),
            ("document.submit", "2026"),
            ("document.sign", "2026"),
        ]

    def test_freezes_the_figures_of_that_moment(self, officer):
        paper = signed(officer, submitted(officer))
        content = storage.read(paper.sha256)
        at_state(officer, CaseState.EXECUTING)

        again = services.print_issued(document=paper, by=officer(MANAGER), at=LATER)
        form = restored(paper)

        assert again.content == content
        assert sum(figures_of(Period(date(2026, 12, 10))).received) == 1
        assert sum(form.figures.received) == 0
        assert plain(form) == {
            key: value for key, value in paper.data.items() if key != "paper"
        }

    def test_counts_anew_until_it_is_signed(self, officer):
        draft = submitted(officer)
        at_state(officer, CaseState.EXECUTING)
        paper = signed(officer, draft)

        assert sum(restored(paper).figures.received) == 1
        assert restored(paper).figures.handling.fines == 1

    def test_of_another_agency_counts_its_own_alone(self, officer):
        walk = at_state(officer, CaseState.EXECUTING)
        draft = submitted(officer, by="xa.bmt.thuly", to="xa.bmt.chutich")
        paper = signed(officer, draft, by="xa.bmt.chutich")
        form = restored(paper)

        assert form.scope == walk.case.lead_agency.name == form.agency
        assert sum(form.figures.received) == 1
        assert form.addressees == (Agency.objects.get(pk="SO_VHTTDL").name,)
        elsewhere = submitted(officer, by="tt.lanhdao", to="tt.chanh")
        own = restored(signed(officer, elsewhere, by="tt.chanh"))
        assert sum(own.figures.received) == 0

    def test_keeps_its_copies_and_its_revisions(self, officer):
        paper = signed(officer, submitted(officer))
        copy = services.render_copy(
            document=paper, level=CopyLevel.PUBLIC, by=officer(MANAGER), at=LATER
        )
        assert copy.content.startswith(b"%PDF")
        replacing = services.begin_revision(
            document=paper,
            kind=RevisionKind.REPLACEMENT,
            reason="Sai số liệu kinh phí",
            by=officer(PREPARES),
            at=LATER,
        )
        assert (replacing.number, replacing.values["basis"]) == ("2026", TYPED["basis"])
        replacing = services.submit_draft(
            draft=replacing,
            version=replacing.version,
            to=officer(SIGNS),
            by=officer(PREPARES),
            at=LATER,
        )
        newer = signed(officer, replacing)
        assert newer.number_text == "02/BC-SVHTTDL"
        annulling = services.begin_revision(
            document=newer,
            kind=RevisionKind.ANNULMENT,
            reason="Ban hành nhầm",
            by=officer(PREPARES),
            at=LATER,
        )
        assert annulling.number == "2026"
        assert services.preview_draft(
            draft=annulling, by=officer(PREPARES), at=LATER
        ).is_draft

    def test_can_be_sent(self, officer):
        paper = signed(officer, submitted(officer))
        sending = services.DispatchInput("ELECTRONIC", "UBND tỉnh", LATER.date())
        services.dispatch(document=paper, sending=sending, by=officer(CLERK), at=LATER)

        assert paper.dispatches.get().recipient == "UBND tỉnh"
        with pytest.raises(NotPermitted):
            services.dispatch(
                document=paper, sending=sending, by=officer("ca.lanhdao"), at=LATER
            )

    def test_is_what_the_command_prints(self, officer, tmp_path):
        paper = signed(officer, submitted(officer))
        target = tmp_path / "year.pdf"
        call_command("print_document", "annual_report", "2026", "-o", str(target))

        assert target.read_bytes() == storage.read(paper.sha256)


class TestWho:
    @pytest.mark.parametrize("username", ["so.kiemtra", "so.giamdoc", "quantri"])
    def test_prepares_is_not_everybody(self, officer, username):
        with pytest.raises(NotPermitted):
            begun(officer, by=username)

    def test_prepares_only_for_the_own_agency(self, officer):
        with pytest.raises(NotPermitted):
            services.begin_draft(
                form=FormId.ANNUAL_REPORT,
                record=officer("ca.lanhdao").agency,
                about="2026",
                content=DraftInput(TYPED),
                by=officer(PREPARES),
                at=AT,
            )

    def test_signs_is_whom_it_was_submitted_to(self, officer):
        draft = submitted(officer)
        for username in (PREPARES, MANAGER, "ubnd.chutich", "ca.giamdoc"):
            with pytest.raises(NotPermitted):
                signed(officer, draft, by=username)
        assert not IssuedDocument.objects.exists()
        assert not NumberRegister.objects.filter(register="BC").exists()

    def test_reads_it_is_the_own_agency(self, officer):
        draft = submitted(officer)
        paper = signed(officer, draft)
        for username in (PREPARES, SIGNS, MANAGER, CLERK):
            user = officer(username)
            assert PaperDraft.objects.visible_to(user, LATER).get() == draft
            assert IssuedDocument.objects.visible_to(user, LATER).get() == paper
            assert services.may_print(paper, user, LATER)
        for username in ("so.kiemtra", "quantri", "ca.lanhdao", "xa.bmt.chutich"):
            user = officer(username)
            assert not PaperDraft.objects.visible_to(user, LATER).exists()
            assert not IssuedDocument.objects.visible_to(user, LATER).exists()
            with pytest.raises(NotPermitted):
                services.print_issued(document=paper, by=user, at=LATER)


class TestRefused:
    @pytest.mark.parametrize("day", [date(2026, 12, 11), date(2025, 12, 31)])
    def test_is_a_last_day_outside_the_year(self, officer, day):
        with pytest.raises(Refused) as refused:
            begun(officer, last_day=day)

        assert "last_day" in refused.value.errors
        assert not PaperDraft.objects.exists()

    def test_is_a_year_that_has_not_begun(self, officer):
        with pytest.raises(Refused):
            begun(officer, year="2027", last_day=None)
        with pytest.raises(Refused) as refused:
            begun(officer, year="năm nay")
        assert "about" in refused.value.errors

    def test_is_a_report_without_its_basis_when_it_is_submitted(self, officer):
        with pytest.raises(Refused) as refused:
            submitted(officer, basis="", last_day=None)

        assert set(refused.value.errors) == {"basis", "last_day"}

    def test_is_a_stale_version(self, officer):
        draft = begun(officer)
        change = {"draft": draft, "version": 1, "by": officer(PREPARES), "at": AT}
        services.edit_draft(**change, content=DraftInput(TYPED))
        with pytest.raises(DraftMovedOn):
            services.edit_draft(**change, content=DraftInput(TYPED))

    def test_is_a_second_draft_of_the_same_year(self, officer):
        draft = begun(officer)
        with pytest.raises(StepNotOpen):
            begun(officer, by=MANAGER)
        services.withdraw_draft(
            draft=draft, version=1, reason="Làm lại từ đầu", by=officer(MANAGER), at=AT
        )
        assert begun(officer, by=MANAGER).number == "2026"

    def test_by_the_database_is_a_second_one_too(self, officer):
        draft = begun(officer)
        twin = PaperDraft(
            form=draft.form,
            about=draft.about,
            agency=draft.agency,
            is_signed_by_maker=False,
            drafted_by=officer(MANAGER),
            created_at=AT,
            updated_at=AT,
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)

    def test_takes_no_number(self, officer):
        draft = submitted(officer)
        with pytest.raises(DraftMovedOn):
            services.sign_draft(draft=draft, version=1, by=officer(SIGNS), at=LATER)
        assert not NumberRegister.objects.filter(register="BC").exists()
