"""What is not for all who see a case: invitations, restriction, emergency, reveals."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from audit.models import AccessEvent
from cases import services
from cases.models import BreakGlass, Case, Note
from evidence.kinds import Compartment
from evidence.models import EvidenceFile
from facilities import services as facilities
from facilities.models import Party
from facilities.services import NumberInput
from facilities.states import NumberKind
from inspections import services as inspections
from kernel.clock import local_day
from tests.cases.walk import party, reread
from tests.cases.walk_together import agency
from tests.web.conftest import BACKEND
from tests.web.reading import errors_of, form_of, send, text_of

HANDLER, MANAGER, DIRECTOR = "so.thuly", "so.lanhdao", "so.giamdoc"
POLICE, OTHER_POLICE, HEAD = "ca.pa05", "ca.pa03", "tt.lanhdao"
PASSWORD = "mưa rừng tháng bảy"  # noqa: S105 - only here
REASON = "Cần đối chiếu để lập biên bản vi phạm"
CHILD = "Trần Thị Bé Út"


def received(officer, *parties: Party, **facts) -> Case:
    return services.receive_case(
        facts=services.CaseInput(
            title=facts.pop("title", "Bán sách giả trên mạng"),
            source="MEDIA",
            detected_on=local_day(timezone.now()),
            party_ids=tuple(who.pk for who in parties or (party(),)),
            **facts,
        ),
        by=officer(HANDLER),
        at=timezone.now(),
    )


def minor() -> Party:
    child = party(CHILD, "INDIVIDUAL")
    Party.objects.filter(pk=child.pk).update(born_on=local_day(timezone.now()))
    return Party.objects.get(pk=child.pk)


def invited(officer, case: Case, code: str = "PA05") -> Case:
    case = reread(case)
    services.invite_agency(
        case=case,
        version=case.version,
        agency=agency(code),
        purpose="Phối hợp xác minh chủ gian hàng",
        by=officer(HANDLER),
        at=timezone.now(),
    )
    return reread(case)


def joined(officer, case: Case, code: str = "PA05", by: str = POLICE) -> Case:
    services.accept_invitation(
        case=invited(officer, case, code), by=officer(by), at=timezone.now()
    )
    return reread(case)


def step(case: Case, name: str) -> str:
    return reverse("case_step", args=[case.number, name])


def page_of(case: Case, name: str = "case") -> str:
    return reverse(name, args=[case.number])


@pytest.fixture
def case(officer) -> Case:
    return received(officer)


class TestInvitation:
    def test_waits_and_is_accepted_on_the_card(self, client_of, officer, case):
        case = invited(officer, case)
        police = client_of(POLICE)
        assert case.number in text_of(police.get(reverse("tasks")))
        card = police.get(page_of(case))
        assert "Phối hợp xác minh chủ gian hàng" in text_of(card)
        # A card tells neither the title nor the parties.
        Case.objects.filter(pk=case.pk).update(due_on=local_day(timezone.now()))
        home = police.get(reverse("home"))
        assert "Phối hợp xác minh chủ gian hàng" in text_of(home)
        for told in (card, home, police.get(reverse("cases") + "?view=all")):
            assert step(case, "accept_invitation") in card.content.decode()
            assert "Bán sách giả" not in text_of(told)
            assert "Mạc Thị Thu Cúc" not in text_of(told)
        asked = police.get(step(case, "accept_invitation"))
        assert "Mạc Thị Thu Cúc" not in text_of(asked)

        send(police, step(case, "accept_invitation"))

        assert "Bán sách giả" in text_of(police.get(page_of(case)))
        again = police.post(step(case, "accept_invitation"), form_of(asked))
        assert again.status_code == 409

    def test_is_declined_with_a_reason_that_the_lead_reads(
        self, client_of, officer, case
    ):
        case = invited(officer, case)
        decline = step(case, "decline_invitation")
        assert send(client_of(POLICE), decline, reason="").status_code == 422

        send(client_of(POLICE), decline, reason="Ngoài chức năng của PA05.")

        told = client_of(HANDLER).get(page_of(case, "case_parties"))
        assert "Ngoài chức năng của PA05." in text_of(told)
        assert client_of(POLICE).get(step(case, "accept_lead")).status_code == 403

    def test_is_answered_by_the_agency_invited_only(self, client_of, officer, case):
        case = invited(officer, case)

        path = step(case, "accept_invitation")
        assert client_of(HANDLER).get(path).status_code == 403
        assert client_of(OTHER_POLICE).get(path).status_code == 404


class TestRestriction:
    def test_leaves_the_case_to_the_officers_named(self, client_of, officer, case):
        case = joined(officer, case)
        named = str(officer(MANAGER).pk)
        send(
            client_of(DIRECTOR),
            step(case, "restrict"),
            reason="Nội dung nhạy cảm.",
            officers=[named],
        )
        assert client_of(MANAGER).get(page_of(case)).status_code == 200
        assert client_of(POLICE).get(page_of(case)).status_code == 404

        parties = client_of(HANDLER).get(page_of(case, "case_parties"))
        assert step(case, "name_officer") in parties.content.decode()
        send(
            client_of(HANDLER),
            step(case, "name_officer"),
            officer=str(officer(POLICE).pk),
        )

        assert client_of(POLICE).get(page_of(case)).status_code == 200
        assert client_of(OTHER_POLICE).get(page_of(case)).status_code == 404
        send(client_of(DIRECTOR), step(case, "restrict"), reason="Đã công bố.")
        assert not Case.objects.get().is_restricted


class TestBreakGlass:
    def test_is_offered_where_the_answer_is_not_found(self, client_of, case):
        answer = client_of(HEAD).get(page_of(case))
        assert answer.status_code == 404
        assert reverse("break_glass") in answer.content.decode()
        stranger = client_of(OTHER_POLICE).get(page_of(case))
        assert reverse("break_glass") not in stranger.content.decode()
        assert client_of(OTHER_POLICE).get(reverse("break_glass")).status_code == 403

    def test_opens_the_case_with_a_reason_and_says_so(self, client_of, case):
        head, path = client_of(HEAD), reverse("break_glass")
        short = send(head, path, number=case.number, reason="Cần xem")
        assert short.status_code == 422
        assert send(head, path, number="VV-2000-1", reason=REASON).status_code == 422

        send(head, path, number=case.number, reason=REASON)

        assert BreakGlass.objects.get().reason == REASON
        told = head.get(page_of(case))
        until = f"{timezone.localtime(BreakGlass.objects.get().expires_at):%H:%M}"
        assert until in text_of(told)
        assert "/do/" not in told.content.decode()
        # The lead reads who, and why.
        assert REASON in text_of(client_of(MANAGER).get(page_of(case, "case_trail")))


class TestNotes:
    def note(self, officer, case, by=HANDLER, **values) -> Note:
        return services.write_note(
            case=case,
            by=officer(by),
            at=timezone.now(),
            **{
                "compartment": "AGENCY",
                "text": "Nguồn tin nói chiều thứ Sáu",
                **values,
            },
        )

    def test_are_shared_with_one_partner(self, client_of, officer, case):
        case = joined(officer, case)
        note = self.note(officer, case)
        share = reverse("share_note", args=[case.number, note.pk])
        tab = page_of(case, "case_tasks")
        assert share in client_of(HANDLER).get(tab).content.decode()
        assert note.text not in text_of(client_of(POLICE).get(tab))
        assert client_of(POLICE).get(share).status_code == 404

        send(client_of(HANDLER), share, agency="PA05")

        assert note.text in text_of(client_of(POLICE).get(tab))
        # Whom it was shared with cannot hand it on.
        assert client_of(POLICE).get(share).status_code == 403
        assert send(client_of(HANDLER), share, agency="PA05").status_code == 422

    def test_of_the_police_are_shared_with_nobody(self, client_of, officer, case):
        """D113."""
        case = joined(officer, case)
        note = self.note(officer, case, POLICE, compartment="POLICE")

        share = reverse("share_note", args=[case.number, note.pk])
        assert client_of(POLICE).get(share).status_code == 403
        assert client_of(HANDLER).get(share).status_code == 404

    def test_of_operations_are_read_with_a_reason(self, client_of, officer, case):
        note = self.note(officer, case, is_operational=True)
        reveal = reverse("case_reveal", args=[case.number, "note", note.pk])
        tab = client_of(MANAGER).get(page_of(case, "case_tasks"))
        assert reveal in tab.content.decode()
        assert note.text not in tab.content.decode()
        assert send(client_of(MANAGER), reveal, reason="Xem").status_code == 422

        shown = send(client_of(MANAGER), reveal, reason=REASON)

        assert note.text in text_of(shown)
        listed = text_of(client_of(MANAGER).get(page_of(case, "case_trail")))
        assert REASON in listed


class TestPersons:
    def number(self, case: Case, officer):
        return facilities.add_number(
            party=case.respondents.get().party,
            data=NumberInput(kind=NumberKind.PHONE, number="0900123456"),
            by=officer(HANDLER),
            at=timezone.now(),
        )

    def test_have_numbers_that_are_read_with_a_reason(self, client_of, officer, case):
        number = self.number(case, officer)
        reveal = reverse("case_reveal", args=[case.number, "number", number.pk])
        parties = client_of(HANDLER).get(page_of(case, "case_parties"))
        assert number.masked in text_of(parties)
        assert reveal in parties.content.decode()
        # Row A012: a manager sees the mask, and no way behind it.
        manager = client_of(MANAGER).get(page_of(case, "case_parties"))
        assert reveal not in manager.content.decode()
        assert client_of(MANAGER).get(reveal).status_code == 403
        assert client_of(POLICE).get(reveal).status_code == 404

        shown = send(client_of(HANDLER), reveal, reason=REASON)

        assert "0900123456" in text_of(shown)
        assert "0900123456" not in client_of(HANDLER).get(reveal).content.decode()
        (event,) = AccessEvent.objects.filter(action="revealed")
        assert event.detail["through"] == case.number

    def test_of_other_cases_are_not_found(self, client_of, officer, case):
        number = self.number(case, officer)
        other = received(officer, party("Ngô Văn Bình"))

        reveal = reverse("case_reveal", args=[other.number, "number", number.pk])
        assert client_of(HANDLER).get(reveal).status_code == 404
        wrong = reverse("case_reveal", args=[case.number, "secret", number.pk])
        assert client_of(HANDLER).get(wrong).status_code == 404

    def test_under_age_have_initials_outside_the_lead(self, client_of, officer):
        """ "Minors: name hidden outside the lead team" """
        case = received(officer, minor(), title=f"{CHILD} bán sách giả")
        joined(officer, case)

        for name in ("case", "case_parties", "case_findings", "case_execution"):
            lead = client_of(HANDLER).get(page_of(case, name)).content.decode()
            partner = client_of(POLICE).get(page_of(case, name)).content.decode()
            assert CHILD in lead
            assert CHILD not in partner, name
            assert "T.T.B.Ú." in partner


class TestInformant:
    def case(self, officer) -> Case:
        tip_off = inspections.create_tip_off(
            facts=inspections.TipOffInput(
                text="Bán sách giả",
                channel="PHONE",
                informant_name="Người Báo Tin",
                informant_contact="0900000000",
            ),
            by=officer(HANDLER),
            at=timezone.now(),
        )
        return services.refer_tip_off(
            tip_off=tip_off,
            title="Bán sách giả",
            by=officer(HANDLER),
            at=timezone.now(),
            is_respondent_unknown=True,
        )

    def test_is_read_after_a_second_proof_of_identity(self, client_of, officer):
        case = self.case(officer)
        user = officer(HANDLER)
        user.set_password(PASSWORD)
        user.save()
        client = client_of(HANDLER)
        client.force_login(user, backend=BACKEND)
        client.get("/me/")
        reveal = reverse(
            "case_reveal", args=[case.number, "informant", case.tip_off_id]
        )
        parties = client.get(page_of(case, "case_parties"))
        assert reveal in parties.content.decode()
        assert "Người Báo Tin" not in parties.content.decode()
        refused = send(client, reveal, reason=REASON)
        assert refused.status_code == 422
        assert errors_of(refused)

        shown = send(client, reveal, reason=REASON, password=PASSWORD)

        assert "Người Báo Tin" in text_of(shown)
        assert client_of(MANAGER).get(reveal).status_code == 403


class TestCompartments:
    def test_narrow_a_file_to_the_own_agency(self, client_of, officer, case):
        """Row A029."""
        case = joined(officer, case)
        picture = io.BytesIO()
        Image.new("RGB", (40, 30), "white").save(picture, "JPEG")
        file = services.attach_evidence(
            case=case,
            upload=SimpleUploadedFile("ke-sach.jpg", picture.getvalue()),
            name="ke-sach.jpg",
            by=officer(HANDLER),
            at=timezone.now(),
        )
        address = reverse("set_compartment", args=[case.number, file.pk])
        tab = page_of(case, "case_findings")
        assert address in client_of(HANDLER).get(tab).content.decode()
        seen = client_of(POLICE).get(tab).content.decode()
        assert "ke-sach.jpg" in seen
        assert address not in seen
        assert client_of(POLICE).get(address).status_code == 403

        send(client_of(HANDLER), address, compartment="AGENCY")

        assert EvidenceFile.objects.get().compartment == Compartment.AGENCY
        assert "ke-sach.jpg" not in client_of(POLICE).get(tab).content.decode()
        assert client_of(POLICE).get(address).status_code == 404
        widened = send(client_of(HANDLER), address, compartment="CASE", reason="")
        assert widened.status_code == 422
