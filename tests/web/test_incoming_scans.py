"""The scan of an incoming paper on its page and on the tab of the case."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cases.states import CaseState
from documents.models import IncomingPaper
from kernel.clock import local_day
from tests.cases.walk import CLERK, HANDLER, at_state
from tests.evidence import samples

SHA = hashlib.sha256


@pytest.fixture
def walk(officer):
    return at_state(officer, CaseState.RECORDED)


@pytest.mark.django_db
class TestPage:
    def typed(self, **more):
        today = f"{local_day(timezone.now()):%d/%m/%Y}"
        known = {"sender": "Công an phường", "title": "Trả lời", "received_on": today}
        return known | more

    def test_takes_the_scan_and_leads_to_it(self, walk, client_of):
        path = f"/cases/{walk.case.number}/documents/incoming/"
        form = client_of(CLERK).get(path).content.decode()
        assert 'enctype="multipart/form-data"' in form
        scan = SimpleUploadedFile("thu.pdf", samples.document())

        answer = client_of(CLERK).post(path, self.typed(file=scan))

        file = IncomingPaper.objects.get().file
        tab = client_of(HANDLER).get(answer["Location"]).content.decode()
        assert f"/evidence/{file.pk}/" in tab
        assert file.stored_file_id[:16] in tab
        assert client_of(HANDLER).get(f"/evidence/{file.pk}/").status_code == 200
        assert client_of("so.thuly").get(f"/evidence/{file.pk}/").status_code == 404
        listed = client_of(CLERK).get("/documents/incoming/export/csv/?view=incoming")
        assert file.stored_file_id in b"".join(listed).decode()

    def test_names_the_field_and_keeps_what_was_typed(self, walk, client_of):
        path = f"/cases/{walk.case.number}/documents/incoming/"
        scan = SimpleUploadedFile("thu.svg", b"<svg/>")
        answer = client_of(CLERK).post(path, self.typed(file=scan))
        assert answer.status_code == 415
        assert "thu.svg" in str(answer.context["form"].errors["file"])
        assert 'value="Công an phường"' in answer.content.decode()
        assert not IncomingPaper.objects.exists()
