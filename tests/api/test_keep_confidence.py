"""What is not for all who see a case, over HTTP: notes, files, numbers, minors."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from audit.models import AccessEvent
from cases import services
from cases.models import Case, Note
from cases.services import ActInput
from evidence.models import EvidenceFile
from facilities import services as facilities
from facilities.models import Party, ProtectedNumber
from facilities.services import NumberInput
from facilities.states import NumberKind
from kernel.clock import local_day
from tests.api.stage import address
from tests.cases.walk import party, reread
from tests.cases.walk_together import agency

HANDLER, MANAGER = "so.thuly", "so.lanhdao"
POLICE, STRANGER = "ca.pa05", "xa.donghoa"
CHILD = "Trần Thị Bé Út"
REASON = "Cần đối chiếu để lập biên bản"


def post(client, path: str, **body):
    return client.post(path, body, format="json")


@pytest.fixture
def case(officer) -> Case:
    """A child sells; PA05 supports."""
    now, today = timezone.now(), local_day(timezone.now())
    child = party(CHILD, "INDIVIDUAL")
    Party.objects.filter(pk=child.pk).update(
        born_on=today, address_text="Số 1 đường Thử"
    )
    case = services.receive_case(
        facts=services.CaseInput(
            title=f"{CHILD} bán sách giả",
            source="MEDIA",
            detected_on=today,
            party_ids=(child.pk,),
            acts=(ActInput("DST-29-2A", "80 bản", today),),
        ),
        by=officer(HANDLER),
        at=now,
    )
    services.invite_agency(
        case=case,
        version=case.version,
        agency=agency("PA05"),
        purpose="Xác minh",
        by=officer(HANDLER),
        at=now,
    )
    services.accept_invitation(case=reread(case), by=officer(POLICE), at=now)
    return reread(case)


class TestNotes:
    def test_are_shared_with_one_agency_on_the_case(self, client_of, officer, case):
        made = post(
            client_of(HANDLER),
            address(case, "notes/"),
            compartment="AGENCY",
            text="Tin",
        )
        path = address(case, f"notes/{made.json()['id']}/steps/share/")
        assert post(client_of(POLICE), path, agency="PA05").status_code == 404
        assert post(client_of(HANDLER), path, agency="PA03").status_code == 422
        assert post(client_of(HANDLER), path, agency="?").status_code == 422

        shared = post(client_of(HANDLER), path, agency="PA05")

        assert [a["code"] for a in shared.json()["shared_with"]] == ["PA05"]
        assert post(client_of(POLICE), path, agency="PA05").status_code == 403
        assert post(client_of(HANDLER), path, agency="PA05").status_code == 409
        rows = client_of(POLICE).get(address(case, "notes/")).json()["results"]
        assert [row["text"] for row in rows] == ["Tin"]

    def test_of_the_police_are_shared_with_nobody(self, client_of, case):
        """D113."""
        post(
            client_of(POLICE), address(case, "notes/"), compartment="POLICE", text="Mật"
        )
        path = address(case, f"notes/{Note.objects.get().pk}/steps/share/")

        assert post(client_of(POLICE), path, agency="SO_VHTTDL").status_code == 403
        assert post(client_of(HANDLER), path, agency="PA05").status_code == 404


class TestFiles:
    def test_are_narrowed_by_the_handler_of_the_lead(self, client_of, officer, case):
        """Row A029."""
        picture = io.BytesIO()
        Image.new("RGB", (40, 30), "white").save(picture, "JPEG")
        services.attach_evidence(
            case=case,
            upload=SimpleUploadedFile("a.jpg", picture.getvalue()),
            name="a.jpg",
            by=officer(HANDLER),
            at=timezone.now(),
        )
        file = EvidenceFile.objects.get()
        path = address(case, f"evidence/{file.pk}/steps/set_compartment/")
        assert post(client_of(POLICE), path, compartment="AGENCY").status_code == 403
        assert post(client_of(STRANGER), path, compartment="CASE").status_code == 404
        assert post(client_of(HANDLER), path, compartment="X").status_code == 400

        narrowed = post(client_of(HANDLER), path, compartment="AGENCY")

        assert narrowed.json()["compartment"] == "AGENCY", narrowed.content
        seen = client_of(POLICE).get(address(case, "evidence/")).json()["results"]
        assert seen == []
        assert post(client_of(POLICE), path, compartment="CASE").status_code == 404
        assert post(client_of(HANDLER), path, compartment="CASE").status_code == 422


class TestPersons:
    @pytest.fixture
    def number(self, officer, case) -> ProtectedNumber:
        return facilities.add_number(
            party=case.respondents.get().party,
            data=NumberInput(kind=NumberKind.PHONE, number="0900123456"),
            by=officer(HANDLER),
            at=timezone.now(),
        )

    def test_have_numbers_that_are_read_with_a_reason(self, client_of, case, number):
        """Rows A012 and A013."""
        (row,) = client_of(MANAGER).get(address(case, "numbers/")).json()["results"]
        assert row == {
            "id": str(number.pk),
            "respondent": str(case.respondents.get().pk),
            "kind": "PHONE",
            "masked": "•••• 3456",
        }
        path, asked = address(case, "reveals/"), {"what": "number", "number": row["id"]}
        refused = post(client_of(MANAGER), path, reason=REASON, **asked)
        short = post(client_of(HANDLER), path, reason="xem", **asked)
        assert (refused.status_code, short.status_code) == (403, 422)
        assert not AccessEvent.objects.filter(action="revealed").exists()

        shown = post(client_of(POLICE), path, reason=REASON, **asked)

        assert shown.json() == {"text": "0900123456"}
        (listed,) = client_of(MANAGER).get(path).json()["results"]
        assert (listed["actor"]["username"], listed["kind"]) == (POLICE, "PHONE")

    def test_of_other_cases_are_no_part_of_this_one(self, client_of, officer, case):
        other = party("Ngô Văn Bình")
        number = facilities.add_number(
            party=other,
            data=NumberInput(kind=NumberKind.PHONE, number="0900123457"),
            by=officer(HANDLER),
            at=timezone.now(),
        )

        answer = post(
            client_of(HANDLER),
            address(case, "reveals/"),
            what="number",
            number=str(number.pk),
            reason=REASON,
        )

        assert answer.status_code == 422
        assert "number" in answer.json()["errors"]

    def test_under_age_are_told_as_initials_outside_the_lead(self, client_of, case):
        """ "Minors: name hidden outside the lead team" """
        lead = client_of(HANDLER).get(address(case)).json()
        partner = client_of(POLICE).get(address(case)).json()

        assert lead["respondents"][0]["name"] == CHILD
        masked = partner["respondents"][0]
        assert (masked["name"], masked["address"]) == ("T.T.B.Ú.", "•••")
        assert masked["particulars"] == {}
        assert partner["title"] == "T.T.B.Ú. bán sách giả"
        for tail in ("", "payments/", "complaints/", "indicators/"):
            told = client_of(POLICE).get(address(case, tail))
            assert told.status_code == 200, tail
            assert CHILD not in told.content.decode()
