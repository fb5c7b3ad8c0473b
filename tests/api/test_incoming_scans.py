"""The scan of an incoming paper over HTTP, as a form."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.states import CaseState
from tests.api.test_draft_papers import address
from tests.cases.walk import CLERK, HANDLER, at_state
from tests.evidence import samples

SHA = hashlib.sha256


@pytest.fixture
def walk(officer):
    return at_state(officer, CaseState.RECORDED)


@pytest.mark.django_db
class TestInterface:
    def test_takes_the_scan_as_a_form(self, walk, client_of):
        where = address(walk.case, "incoming-papers/")
        content = samples.document()
        body = {"sender": "Công an", "title": "Trả lời", "received_on": "2026-03-05"}
        wrong = SimpleUploadedFile("thu.pdf", content)
        damaged = client_of(CLERK).post(
            where, body | {"file": wrong, "sha256": "0" * 64}, format="multipart"
        )
        assert damaged.status_code == 422, damaged.json()
        assert "file" in damaged.json()["errors"]

        scan = SimpleUploadedFile("thu.pdf", content)
        sha256 = SHA(content).hexdigest()
        made = client_of(CLERK).post(
            where, body | {"file": scan, "sha256": sha256}, format="multipart"
        )

        assert made.status_code == 201
        assert made.json()["number"] == 1
        assert made.json()["file"]["sha256"] == sha256
        [row] = client_of(HANDLER).get(where).json()["results"]
        assert row["file"]["media_type"] == "application/pdf"
