"""What happens to a paper after its signature: sent, corrected, replaced, annulled."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection

from cases.states import CaseState
from documents import services, storage
from documents.models import Dispatch, IncomingPaper, IssuedDocument, PaperRevision
from documents.services import DispatchInput, DraftInput, IncomingInput
from documents.services.drafting import StepNotOpen
from kernel.errors import NotPermitted, Refused
from tests.cases.walk import CLERK, HANDLER, MANAGER, SIGNER, at_state
from tests.documents.paper import text_of
from tests.documents.test_draft_papers import AT, LATER, signed, submitted
from tests.moments import day, moment

AFTER = moment("12/03/2026")
BY_POST = DispatchInput(
    manner="POST",
    recipient="Công an phường Tân Lập",
    sent_on=day("10/03/2026"),
    receipt_no="RR 052 119 004 VN",
)
ANSWER = IncomingInput(
    sender="Công an phường Tân Lập",
    title="Về việc tiếp nhận hồ sơ",
    received_on=day("11/03/2026"),
    number_text="45/CV-CAP",
    dated_on=day("10/03/2026"),
)


@pytest.fixture
def walk(officer):
    return at_state(officer, CaseState.RECORDED)


@pytest.fixture
def paper(walk) -> IssuedDocument:
    return signed(walk, submitted(walk))


def sent(walk, paper, *, by=CLERK, **changes) -> Dispatch:
    return services.dispatch(
        document=paper, sending=replace(BY_POST, **changes), by=walk.by(by), at=AFTER
    )


def came(walk, *, by=CLERK, **changes) -> IncomingPaper:
    return services.register_incoming(
        case=walk.case, paper=replace(ANSWER, **changes), by=walk.by(by), at=AFTER
    )


def revised(walk, paper, kind: str) -> IssuedDocument:
    draft = services.begin_revision(
        document=paper,
        kind=kind,
        reason="Ghi sai tên cơ quan nhận.",
        by=walk.by(HANDLER),
        at=LATER,
    )
    if kind == "CORRECTION":
        wrong = {"wrong": "Công an phường Tân Lập", "right": "Công an phường Tân An"}
        draft = services.edit_draft(
            draft=draft,
            version=draft.version,
            content=DraftInput({**draft.values, **wrong}),
            by=walk.by(HANDLER),
            at=LATER,
        )
    draft = services.submit_draft(
        draft=draft,
        version=draft.version,
        to=walk.by(SIGNER),
        by=walk.by(HANDLER),
        at=LATER,
    )
    return signed(walk, draft, at=AFTER)


@pytest.mark.django_db
class TestDispatch:
    def test_enters_each_sending_and_says_nothing_to_the_clocks(self, walk, paper):
        sent(walk, paper)
        sent(
            walk,
            paper,
            manner="NOTICE_BOARD",
            recipient="Trụ sở UBND phường",
            received_on=day("12/03/2026"),
        )
        first, second = paper.dispatches.all()
        assert (first.receipt_no, first.received_on) == ("RR 052 119 004 VN", None)
        assert (second.manner, second.recorded_by) == ("NOTICE_BOARD", walk.by(CLERK))
        walk.case.refresh_from_db()
        assert walk.case.state == CaseState.RECORDED

    def test_refuses_days_that_cannot_be_and_empty_names(self, walk, paper):
        for changes, field in (
            ({"sent_on": day("08/03/2026")}, "sent_on"),  # before it was signed
            ({"sent_on": day("13/03/2026")}, "sent_on"),
            ({"received_on": day("09/03/2026")}, "received_on"),
            ({"recipient": " "}, "recipient"),
            ({"manner": "PIGEON"}, "manner"),
        ):
            with pytest.raises(Refused) as refused:
                sent(walk, paper, **changes)
            assert set(refused.value.errors) == {field}
        with pytest.raises(NotPermitted):
            sent(walk, paper, by=MANAGER)
        assert not Dispatch.objects.exists()

    @pytest.mark.parametrize(
        "statement",
        [
            "DELETE FROM documents_dispatch",
            "UPDATE documents_incomingpaper SET title = ''",
            "TRUNCATE documents_paperrevision CASCADE",
        ],
    )
    def test_never_changes(self, walk, paper, statement):
        sent(walk, paper)
        came(walk)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            with pytest.raises(IntegrityError):
                cursor.execute(statement)


@pytest.mark.django_db
class TestRegisterIncoming:
    def test_numbers_arrivals_without_gaps(self, walk):
        first = came(walk)
        with pytest.raises(Refused) as refused:
            came(walk, dated_on=day("12/03/2026"), sender="")
        assert set(refused.value.errors) == {"dated_on", "sender"}
        second = came(walk, number_text="", sender="Ngô Văn Thiện", dated_on=None)
        assert (first.number, second.number) == (1, 2)
        assert first.number_text == "45/CV-CAP"
        with pytest.raises(NotPermitted):
            came(walk, by=HANDLER)


@pytest.mark.django_db
class TestReviseAPaper:
    def test_is_corrected_by_a_letter_and_stays_as_it_was(self, walk, paper):
        before = storage.read(paper.sha256)
        letter = revised(walk, paper, "CORRECTION")
        text = text_of(storage.read(letter.sha256))
        assert "V/v đính chính văn bản số 01/UBND-VHXH" in text
        assert "Nay đọc là: “Công an phường Tân An”." in text
        assert letter.number_text == "02/UBND-VHXH"
        revision = PaperRevision.objects.get()
        assert (revision.old, revision.new) == (paper, letter)
        assert revision.reason == "Ghi sai tên cơ quan nhận."
        assert storage.read(paper.sha256) == before
        assert not services.is_ended(paper)
        assert revised(walk, paper, "CORRECTION").number_text == "03/UBND-VHXH"

    @pytest.mark.parametrize("kind", ["REPLACEMENT", "ANNULMENT"])
    def test_ends_once(self, walk, paper, kind):
        other = services.begin_revision(
            document=paper, kind=kind, reason="Trùng.", by=walk.by(HANDLER), at=AT
        )
        new = revised(walk, paper, kind)
        text = text_of(storage.read(new.sha256))
        if kind == "ANNULMENT":
            assert "hủy bỏ văn bản số 01/UBND-VHXH" in text
        else:
            assert new.form == paper.form
            assert "Công an phường Tân Lập" in text
        assert services.is_ended(paper)
        with pytest.raises(StepNotOpen):
            revised(walk, paper, "ANNULMENT")
        other = services.submit_draft(
            draft=other,
            version=other.version,
            to=walk.by(SIGNER),
            by=walk.by(HANDLER),
            at=AFTER,
        )
        with pytest.raises(StepNotOpen):
            signed(walk, other, at=AFTER)
        assert PaperRevision.objects.count() == 1

    def test_is_begun_by_who_may_draft_and_with_a_reason(self, walk, paper):
        ask = {"document": paper, "kind": "ANNULMENT", "at": AT}
        with pytest.raises(NotPermitted):
            services.begin_revision(reason="Sai.", by=walk.by(CLERK), **ask)
        with pytest.raises(Refused) as refused:
            services.begin_revision(reason=" ", by=walk.by(HANDLER), **ask)
        assert "reason" in refused.value.errors

    def test_says_what_it_is_to_do_before_it_is_submitted(self, walk, paper):
        """A correction without its words would print an annulment."""
        for kind, typed in (
            ("CORRECTION", {}),
            ("ANNULMENT", {"wrong": "Tân Lập", "right": "Tân An"}),
        ):
            draft = services.begin_revision(
                document=paper, kind=kind, reason="Sai.", by=walk.by(HANDLER), at=AT
            )
            draft = services.edit_draft(
                draft=draft,
                version=draft.version,
                content=DraftInput({**draft.values, **typed}),
                by=walk.by(HANDLER),
                at=AT,
            )
            with pytest.raises(Refused) as refused:
                services.submit_draft(
                    draft=draft,
                    version=draft.version,
                    to=walk.by(SIGNER),
                    by=walk.by(HANDLER),
                    at=AT,
                )
            assert set(refused.value.errors) == {"wrong", "right"}
