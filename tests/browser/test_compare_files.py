"""A visitor compares a file with an issued paper: its bytes stay on his machine."""

from __future__ import annotations

import hashlib
import re

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from agencies.models import Agency
from documents.models.editions import CodedPrint, CopyLevel
from tests.browser.conftest import PageOf

FILE = b"%PDF-1.7 a report for internal use"
DIGEST = hashlib.sha256(FILE).hexdigest()
CODE = "7C41-9E2B-50D8"


class TestCompareFiles:
    def test_hashes_in_the_browser_and_sends_nothing(
        self, site: str, page_of: PageOf
    ) -> None:
        CodedPrint.objects.create(
            code=CODE,
            form="case_report",
            level=CopyLevel.INTERNAL,
            agency=Agency.objects.earliest("pk"),
            sha256=DIGEST,
            size=len(FILE),
            printed_at=timezone.now(),
        )
        page = page_of("")
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.method))
        page.goto(reverse("verify_document", args=[CODE]))
        page.set_input_files(
            "#file",
            {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": FILE},
        )
        page.click("form[data-verify] button")

        expect(page).to_have_url(re.compile(f"sha256={DIGEST}"))
        expect(page.locator("#result")).to_contain_text(DIGEST)
        expect(page.locator("#result")).to_be_focused()
        assert page.locator("#result .s-ok").count() == 1
        assert set(sent) == {"GET"}
