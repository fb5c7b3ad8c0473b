"""Tip-offs on the pages: taken in, waiting, triaged, made a case of."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from audit.models import AccessAction, AccessEvent
from cases.models import Case
from inspections.models import Informant, TipOff
from inspections.states import TipOffState
from tests.web.reading import errors_of, form_of, send, text_of

WARD, HANDLER, POLICE, CLERK = "xa.eakar", "so.thuly", "ca.pa05", "so.vanthu"
TEXT = "Quầy photocopy trước cổng trường bán sách giáo khoa in lậu"


def taken(client_of, username=WARD, **typed) -> TipOff:
    answer = send(
        client_of(username),
        reverse("new_tip_off"),
        **{"text": TEXT, "channel": "PHONE", **typed},
    )
    assert answer.status_code == 302, errors_of(answer)
    return TipOff.objects.get()


def photo() -> SimpleUploadedFile:
    bytes_ = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(bytes_, "JPEG")
    return SimpleUploadedFile("quay.jpg", bytes_.getvalue(), "image/jpeg")


@pytest.mark.django_db
class TestTakeIn:
    def test_goes_from_the_ward_to_the_agency_of_the_rule(self, client_of):
        """ "Tip-offs of the public go to SO_VHTTDL for triage" """
        found = taken(
            client_of,
            urls="https://vi.du/gian-hang\n\nhttps://vi.du/bai-dang",
            informant_name="Người Báo Tin",
            informant_contact="0900000000",
        )

        assert found.to_agency_id == "SO_VHTTDL"
        assert found.urls == ["https://vi.du/gian-hang", "https://vi.du/bai-dang"]
        assert Informant.objects.get().agency_id == "UBND_XA_24373"
        for username in (WARD, HANDLER):
            shown = client_of(username).get(reverse("tip_off", args=[found.number]))
            assert TEXT in text_of(shown)
            # Who reported is nowhere on the page.
            assert "Người Báo Tin" not in shown.content.decode()

    def test_keeps_photos_that_its_readers_alone_open(self, client_of):
        fields = form_of(client_of(WARD).get(reverse("new_tip_off")))
        client_of(WARD).post(
            reverse("new_tip_off"),
            fields | {"text": TEXT, "channel": "PHONE", "files": [photo(), photo()]},
        )

        found = TipOff.objects.get()
        assert found.files.count() == 2
        address = reverse("evidence", args=[found.files.all()[0].pk])
        assert client_of(HANDLER).get(address).status_code == 200
        assert client_of(POLICE).get(address).status_code == 404

    def test_refuses_an_empty_one_and_keeps_the_typing(self, client_of):
        answer = send(client_of(WARD), reverse("new_tip_off"), text=" ", place="Chợ")

        assert answer.status_code == 422
        assert "Chợ" in answer.content.decode()
        assert not TipOff.objects.exists()

    @pytest.mark.parametrize("username", [CLERK, "quantri", "ubnd.kiemsoat"])
    def test_is_for_the_roles_of_the_table(self, client_of, username):
        """Rows A097 and A098."""
        assert client_of(username).get(reverse("new_tip_off")).status_code == 403
        assert client_of(username).get(reverse("tip_offs")).status_code == 403
        assert reverse("tip_offs") not in client_of(username).get("/").content.decode()


@pytest.mark.django_db
class TestTheList:
    def test_shows_what_waits_to_the_agency_addressed_alone(self, client_of):
        found = taken(client_of)
        link = reverse("tip_off", args=[found.number])

        for place in ("tip_offs", "home"):
            told = client_of(HANDLER).get(reverse(place)).content.decode()
            assert link in told
        waiting = client_of(HANDLER).get(reverse("tasks")).content.decode()
        assert f"{reverse('tip_offs')}?view=waiting" in waiting
        assert link in client_of(WARD).get(reverse("tip_offs")).content.decode()
        stranger = client_of(POLICE).get(f"{reverse('tip_offs')}?view=all")
        assert link not in stranger.content.decode()
        assert client_of(POLICE).get(link).status_code == 404

    def test_is_narrowed_by_words_and_state(self, client_of):
        found = taken(client_of)
        client, link = client_of(HANDLER), reverse("tip_off", args=[found.number])

        for query, is_there in (
            ("?view=all&q=photocopy", True),
            ("?view=all&q=karaoke", False),
            ("?view=all&state=NO_ACTION", False),
            ("?view=all&state=NEW", True),
        ):
            told = client.get(reverse("tip_offs") + query).content.decode()
            assert (link in told) is is_there, query
        assert client.get(f"{reverse('tip_offs')}?view=none").status_code == 404

    def test_takes_at_most_twelve_queries(self, client_of):
        taken(client_of)
        client = client_of(HANDLER)
        client.get(reverse("tip_offs"))

        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("tip_offs")).status_code == 200

        assert len(queries) <= 12


@pytest.mark.django_db
class TestOne:
    def step(self, found: TipOff, name: str) -> str:
        return reverse("tip_off_step", args=[found.number, name])

    def test_is_triaged_once_with_a_reason(self, client_of):
        """Row A150."""
        found = taken(client_of)
        triage = self.step(found, "triage")
        refused = send(client_of(HANDLER), triage, result="NO_ACTION", reason="")
        assert refused.status_code == 422

        send(client_of(HANDLER), triage, result="FOR_VISIT", reason="Cần xem tại chỗ.")

        found.refresh_from_db()
        assert found.state == TipOffState.FOR_VISIT
        page = client_of(WARD).get(reverse("tip_off", args=[found.number]))
        assert "Cần xem tại chỗ." in text_of(page)
        late = client_of(HANDLER).post(triage, {"result": "DUPLICATE", "reason": "x"})
        assert late.status_code == 409
        assert client_of(HANDLER).get(self.step(found, "refer")).status_code == 200

    def test_becomes_a_case(self, client_of):
        found = taken(client_of)

        answer = send(
            client_of(HANDLER),
            self.step(found, "refer"),
            title="Bán sách giáo khoa in lậu",
            is_respondent_unknown="on",
        )

        case = Case.objects.get()
        assert answer["Location"] == reverse("case", args=[case.number])
        assert (case.tip_off, case.lead_agency_id) == (found, "SO_VHTTDL")
        page = client_of(HANDLER).get(reverse("tip_off", args=[found.number]))
        assert case.number in text_of(page)

    def test_offers_the_case_to_the_agency_that_should_lead(self, client_of):
        found = taken(client_of)

        send(
            client_of(HANDLER),
            self.step(found, "refer"),
            title="Bán sách in lậu trên mạng",
            lead_agency="PA05",
            behaviour="",
        )

        assert Case.objects.get().lead_offer.to_agency_id == "PA05"

    def test_is_closed_to_who_took_it_in_for_another(self, client_of):
        found = taken(client_of)

        assert client_of(WARD).get(self.step(found, "triage")).status_code == 403
        assert client_of(POLICE).get(self.step(found, "triage")).status_code == 404
        assert client_of(HANDLER).get(self.step(found, "lose")).status_code == 404

    def test_leaves_a_trace_when_it_is_opened(self, client_of, officer):
        found = taken(client_of)
        client_of(HANDLER).get(reverse("tip_off", args=[found.number]))

        seen = AccessEvent.objects.filter(
            action=AccessAction.VIEWED, actor=officer(HANDLER)
        )
        assert seen.get().object_label == found.number
