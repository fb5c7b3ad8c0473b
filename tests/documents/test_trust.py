"""Code and QR on the page, the archive form of the file, and the check by anybody."""

import hashlib
import io
import json
import re
import subprocess
import sys
from datetime import UTC, datetime

import pdfplumber
import pikepdf
import pytest
from django.test import Client

from cases.states import CaseState
from documents import services, storage, verification
from documents.archive import DATA_NAME, Description, archived
from documents.kit.page_marks import PageMarks
from documents.models import CodedPrint, IssuedDocument
from documents.render import render
from documents.services.issuing import plain
from tests.cases.walk import SIGNER, at_state, reread
from tests.documents.paper import pages_of
from tests.documents.sample_visit import printer_inspection
from tests.documents.samples import ward_decision, ward_record
from tests.moments import moment

MARKS = PageMarks("7C41-9E2B-50D8", "https://liennganh.example.vn/verify/")
ISSUED_AT = datetime(2026, 3, 12, 3, 0, tzinfo=UTC)
FORMS = {
    "inspection_record": printer_inspection,
    "violation_record": ward_record,
    "sanction_decision": ward_decision,
}


def issued(form) -> bytes:
    return archived(
        render(form, MARKS).content,
        Description(form.title, form.author, ISSUED_AT),
        data=plain(form),
    )


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
class TestMarks:
    def test_stand_in_the_bottom_margin_of_the_first_page_alone(self, form):
        first, *others = pages_of(render(form(), MARKS).content)
        code = first.line("Mã văn bản: 7C41-9E2B-50D8")
        site = first.line("https://liennganh.example.vn/verify/")

        assert code.top > 297 - 20
        assert site.bottom < 297 - 4
        assert min(code.size, site.size) >= 8
        assert code.left > 30 + 14
        assert site.right < 195
        assert not any(page.has("7C41-9E2B-50D8") for page in others)

    def test_move_nothing_on_the_page(self, form):
        bare, marked = render(form()), render(form(), MARKS)
        assert bare.signature_places == marked.signature_places
        assert bare.pages == marked.pages

    def test_draw_the_code_as_squares_with_nothing_else_near(self, form):
        with pdfplumber.open(io.BytesIO(render(form(), MARKS).content)) as pdf:
            squares = [
                one for one in pdf.pages[0].rects if one["top"] > (297 - 20) * 72 / 25.4
            ]
            assert not [one for one in pdf.pages[0].images if one["bottom"] > 790]
        left = min(one["x0"] for one in squares) * 25.4 / 72
        right = max(one["x1"] for one in squares) * 25.4 / 72
        top = min(one["top"] for one in squares) * 25.4 / 72
        bottom = max(one["bottom"] for one in squares) * 25.4 / 72
        assert abs(left - 30) < 0.1
        assert abs(right - left - 14) < 0.5
        assert abs(bottom - top - 14) < 0.5
        assert 297 - bottom >= 4


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
class TestArchiveForm:
    """What ISO 19005-3 asks of level B, as far as the file itself shows it."""

    def test_names_itself_and_the_meaning_of_its_colours(self, form):
        paper = form()
        with pikepdf.open(io.BytesIO(issued(paper))) as pdf:
            root = pdf.Root
            packet = root.Metadata.read_raw_bytes().decode()
            assert "<pdfaid:part>3</pdfaid:part>" in packet
            assert "<pdfaid:conformance>B</pdfaid:conformance>" in packet
            assert paper.title in packet
            assert paper.author in packet
            assert "2026-03-12T10:00:00+07:00" in packet
            assert str(pdf.docinfo.CreationDate) == "D:20260312100000+07'00'"
            assert str(pdf.docinfo.Title) == paper.title
            [intent] = root.OutputIntents
            assert intent.S == "/GTS_PDFA1"
            assert intent.DestOutputProfile.N == 3
            assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
            assert str(root.Lang) == "vi-VN"
            assert bool(root.ViewerPreferences.DisplayDocTitle)
            assert len(pdf.trailer.ID) == 2
            assert not pdf.is_encrypted
            assert "/OpenAction" not in root
            assert "/AA" not in root

    def test_carries_the_printed_data_as_an_associated_file(self, form):
        with pikepdf.open(io.BytesIO(issued(form()))) as pdf:
            [file] = pdf.Root.AF
            assert file.AFRelationship == "/Data"
            assert str(file.UF) == DATA_NAME
            assert file.EF.UF.Subtype == "/application/json"
            told = json.loads(file.EF.UF.read_bytes())
        assert told == json.loads(json.dumps(plain(form())))
        assert "066984000016" not in json.dumps(told)

    def test_embeds_every_face_with_its_letters_and_no_transparency(self, form):
        with pikepdf.open(io.BytesIO(issued(form()))) as pdf:
            for page in pdf.pages:
                assert "/Trans" not in page
                assert not page.resources.get("/ExtGState", {})
                for font in page.resources.get("/Font", {}).values():
                    assert "/FontFile2" in font.FontDescriptor
                    assert "/ToUnicode" in font
                for one in page.resources.get("/XObject", {}).values():
                    assert "/SMask" not in one or one.Subtype == "/Image"

    def test_is_approved_by_another_validator(self, form):
        pytest.importorskip("fontTools")
        from pikepdf import pdfa

        report = pdfa.validate_written(io.BytesIO(issued(form())), "3b")
        assert report.passed, [str(one) for one in report.findings][:5]


class TestBytes:
    def test_are_the_same_in_another_process_with_other_hashes(self):
        program = (
            "import django; django.setup()\n"
            "import hashlib\n"
            "from tests.documents.test_trust import issued\n"
            "from tests.documents.samples import ward_decision\n"
            "print(hashlib.sha256(issued(ward_decision())).hexdigest())\n"
        )
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "DEBUG": "1",
                "TESTING": "1",
                "PYTHONHASHSEED": "4711",
            },
        )
        here = hashlib.sha256(issued(ward_decision())).hexdigest()
        assert done.stdout.split()[-1] == here


class TestCodes:
    @pytest.mark.parametrize(
        "typed",
        ["7C41-9E2B-50D8", "7c41 9e2b 50d8", " 7c419e2b50d8 ", "7C41–9E2B–50D8"],
    )
    def test_are_known_however_they_are_typed(self, typed):
        assert verification.code_typed(typed) == "7C41-9E2B-50D8"

    @pytest.mark.parametrize("typed", ["", "7C41", "7C41-9E2B-50DG", "VV-2026-0001"])
    def test_are_nothing_else(self, typed):
        assert verification.code_typed(typed) == ""


@pytest.fixture
def decision(officer) -> IssuedDocument:
    walk = at_state(officer, CaseState.PENDING_DECISION)
    case = reread(walk.case)
    services.sign_decision(
        case=case,
        version=case.version,
        by=walk.by(SIGNER),
        at=moment("12/03/2026"),
    )
    return IssuedDocument.objects.get(form="sanction_decision")


class TestVerifying:
    def test_tells_number_day_agency_and_hash_and_nothing_of_the_case(
        self, decision, settings
    ):
        client = Client()
        page = client.get(f"/verify/{decision.verification_code}/")
        told = page.content.decode()
        answer = client.get(f"/api/v1/verify/{decision.verification_code}/").json()

        for words in ("01/QĐ-XPHC", "12/03/2026", decision.sha256):
            assert words in told
        assert decision.agency.name in told
        assert answer["number"] == "01/QĐ-XPHC"
        assert answer["sha256"] == decision.sha256
        assert answer["standing"] == "in_force"
        assert answer["match"] is None
        # nothing of the case: neither its number nor what the paper says
        said = json.dumps(answer, ensure_ascii=False) + told
        for secret in (
            decision.case.number,
            decision.data["party"]["name"],
            decision.case.title,
            decision.data["acts"][0]["text"][:40],
            decision.signed_by.full_name,
            str(decision.case_id),
            str(decision.pk),
        ):
            assert secret not in said

        content = storage.read(decision.sha256)
        assert decision.verification_code in pages_of(content)[0].line("Mã văn").text
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert "/AF" in pdf.Root

    def test_compares_a_file_by_every_byte(self, decision):
        path = f"/verify/{decision.verification_code}/"
        content = storage.read(decision.sha256)
        changed = content[:-1] + bytes([content[-1] ^ 1])
        client = Client(enforce_csrf_checks=True)

        def sent(data: bytes) -> str:
            file = io.BytesIO(data)
            file.name = "paper.pdf"
            return client.post(path, {"file": file}).content.decode()

        assert "Đúng từng byte với tệp đã ban hành" in sent(content)
        assert "ít nhất một byte" in sent(changed)
        by_hash = client.get(f"{path}?sha256={decision.sha256}").content.decode()
        assert "Đúng từng byte với tệp đã ban hành" in by_hash
        api = client.get(f"/api/v1{path}?sha256={'0' * 64}").json()
        assert api["match"] == "other"
        assert client.get(f"/api/v1{path}?sha256=abc").status_code == 400
        assert client.post(path, {}).status_code == 422
        large = client.post(
            path,
            b"",
            content_type="multipart/form-data; boundary=x",
            CONTENT_LENGTH=str(26 * 1024 * 1024 + 70_000),
        )
        assert large.status_code == 413

    def test_answers_every_unknown_code_alike(self, db):
        client = Client()
        bodies = set()
        for code in ("0000-0000-0000", "FFFF-FFFF-FFFF", "zz-zz"):
            answer = client.get(f"/verify/{code}/")
            assert answer.status_code == 404
            told = answer.content.decode().replace(code, "").replace(code.lower(), "")
            bodies.add(re.sub(r'value="[\w:.-]{40,}"', "", told))
            assert client.get(f"/api/v1/verify/{code}/").status_code == 404
        assert len(bodies) == 1
        assert client.get("/verify/?code=7C41").status_code == 422

    def test_limits_how_often_one_address_may_ask(self, db, settings):
        settings.OPEN_PAGES_A_MINUTE = 2
        for place, path in enumerate(("/verify/", "/api/v1/verify/nothing/")):
            client = Client(REMOTE_ADDR=f"198.51.100.{place + 1}")
            answers = [client.get(path) for _try in range(3)]
            assert answers[-1].status_code == 429
            assert answers[-1]["Retry-After"]

    def test_says_that_a_decision_was_annulled(self, decision):
        type(decision.case).objects.get()  # the act is noted on the decision itself
        decision.case.decisions.update(annulled_on=moment("20/03/2026").date())
        answer = Client().get(f"/api/v1/verify/{decision.verification_code}/").json()
        assert answer["standing"] == "annulled"
        assert answer["annulled_on"] == "2026-03-20"

    def test_confirms_an_internal_report_by_its_time_alone(self, officer):
        walk = at_state(officer, CaseState.RECEIVED)
        paper = services.render_report(
            form="case_report_short",
            case=walk.case,
            by=walk.by("xa.bmt.thuly"),
            at=moment("12/03/2026"),
        )
        print_ = CodedPrint.objects.get()
        page = Client().get(f"/verify/{print_.code}/").content.decode()
        answer = (
            Client().get(f"/api/v1/verify/{print_.code}/?sha256={print_.sha256}").json()
        )

        assert hashlib.sha256(paper.content).hexdigest() == print_.sha256
        assert "Bản in nội bộ" in page
        assert "12/03/2026" in page
        assert walk.case.number not in page
        assert answer["match"] == "copy"
        assert answer["number"] is None
