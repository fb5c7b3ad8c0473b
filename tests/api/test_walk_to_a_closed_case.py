"""The main job over HTTP alone: from a year plan to the PDF of a closed case.

Scenario S1 (a book shop without invoices, in phường Buôn Ma Thuột) by its officers,
all on the present day: the door reads the clock, and a signature is never dated back.
The dates of S1 itself are held by the scenarios, through the services.
"""

from __future__ import annotations

import hashlib
import io

import pytest
from django.utils import timezone
from PIL import Image

from cases.models import Case
from kernel.clock import local_day

ROOT = "/api/v1/"
REGISTRAR = "so.sobo"
INSPECTOR, HANDLER = "xa.bmt.kiemtra", "xa.bmt.thuly"
SIGNER, CLERK = "xa.bmt.chutich", "xa.bmt.vanthu"
MANAGER, REVIEWER = "xa.bmt.lanhdao", "xa.bmt.lanhdao2"


def photo() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "firebrick").save(file, "JPEG")
    file.seek(0)
    file.name = "kệ sách.jpg"
    return file


class Walk:
    """Each act by its officer; every answer is the one that was hoped for."""

    def __init__(self, client_of):
        self.client_of = client_of
        self.today = local_day(timezone.now()).isoformat()

    def read(self, username, address, status=200):
        answer = self.client_of(username).get(ROOT + address)
        assert answer.status_code == status, (address, answer.content)
        return answer.json() if status == 200 else answer

    def write(self, username, address, body, status=200, **options):
        answer = self.client_of(username).post(ROOT + address, body, **options)
        assert answer.status_code == status, (address, answer.content.decode())
        return answer.json()

    def step(self, username, record, name, **body):
        """One step on the record as it stands: `record` is its address."""
        version = self.read(username, record)["version"]
        return self.write(
            username, f"{record}steps/{name}/", {"version": version, **body}
        )

    def facility(self):
        return self.write(
            REGISTRAR,
            "facilities/",
            {
                "kinds": ["DISTRIBUTOR"],
                "name": "Hộ kinh doanh Nhà sách Hoa Cúc",
                "subject_kind": "HOUSEHOLD",
                "tax_code": "9900000016",
                "status": "ACTIVE",
                "addresses": [
                    {"kind": "SHOP", "text": "12 Quang Trung", "ward_code": "24133"}
                ],
                "people": [{"role": "OWNER", "name": "Mạc Thị Thu Cúc"}],
            },
            201,
        )

    def published_item(self, facility):
        plan = self.write(
            MANAGER,
            "inspection-plans/",
            {
                "year": int(self.today[:4]),
                "kind": "CHECK",
                "title": "Kế hoạch kiểm tra",
            },
            201,
        )
        address = f"inspection-plans/{plan['id']}/"
        item = self.write(
            MANAGER,
            f"{address}items/",
            {
                "version": plan["version"],
                "facility": facility["id"],
                "first_month": 1,
                "last_month": 12,
                "content": ["LICENCES", "INVOICES"],
            },
            201,
        )
        self.step(MANAGER, address, "propose")
        self.step(REVIEWER, address, "review")
        approved = self.step(SIGNER, address, "approve")
        assert approved["number"]
        assert self.step(MANAGER, address, "publish")["state"] == "PUBLISHED"
        return item

    def visit_under_way(self, item):
        visit = self.write(
            INSPECTOR,
            "inspections/",
            {
                "plan_item": item["id"],
                "scheduled_on": self.today,
                "team": {"lead": INSPECTOR},
            },
            201,
        )
        address = f"inspections/{visit['id']}/"
        self.step(SIGNER, address, "decide")
        assert self.step(INSPECTOR, address, "start")["state"] == "UNDER_WAY"
        return address

    def finding_with_photo(self, visit):
        finding = self.write(
            INSPECTOR,
            f"{visit}findings/",
            {
                "description": "80 bản không có hóa đơn",
                "behaviour": "DST-29-2A",
                "detected_on": self.today,
                "titles": [{"title": "Truyện cổ tích", "found_quantity": 80}],
            },
            201,
        )
        file = photo()
        sent = hashlib.sha256(file.getvalue()).hexdigest()
        kept = self.write(
            INSPECTOR,
            f"{visit}evidence/",
            {"file": file, "sha256": sent, "finding": finding["id"]},
            201,
            format="multipart",
        )
        assert kept["sha256"] == sent
        assert kept["is_hash_confirmed"] is True
        return finding

    def locked(self, visit):
        for question in self.read(INSPECTOR, f"{visit}checklist/?page_size=200")[
            "results"
        ]:
            body = {"item": question["id"], "result": "PASS"}
            self.write(INSPECTOR, f"{visit}steps/answer/", body)
        locked = self.step(
            INSPECTOR,
            visit,
            "lock_record",
            remarks="Phát hiện 80 bản không có hóa đơn.",
            representative_name="Mạc Thị Thu Cúc",
        )
        assert locked["state"] == "RECORDED"
        assert locked["record"]["copies_found"] == 80

    def opened_case(self, finding):
        case = self.write(INSPECTOR, "cases/", {"findings": [finding["id"]]}, 201)
        address = f"cases/{case['id']}/"
        self.step(HANDLER, address, "start_verification")
        assert self.step(HANDLER, address, "open_case")["state"] == "OPENED"
        return address

    def decided(self, case):
        recorded = self.step(INSPECTOR, case, "make_record", place="Nhà sách Hoa Cúc")
        assert recorded["record"]["number"]
        act = recorded["violations"][0]
        assert act["frames"][0]["midpoint_vnd"] == 3_750_000
        self.step(
            HANDLER,
            case,
            "submit_decision",
            acts=[{"violation": act["id"], "fine_vnd": 3_750_000}],
        )
        return self.step(SIGNER, case, "sign_decision")

    def paid(self, case):
        self.step(CLERK, case, "confirm_delivery", method="DIRECT")
        version = self.read(HANDLER, case)["version"]
        return self.write(
            HANDLER,
            f"{case}payments/",
            {"version": version, "amount_vnd": 3_750_000, "receipt_no": "BL-01"},
            201,
        )


@pytest.fixture
def walk(client_of):
    return Walk(client_of)


class TestWalkToAClosedCase:
    @pytest.fixture(autouse=True)
    def tokens_may_sign(self, settings):
        settings.API_TOKENS_MAY_SIGN = True

    def test_goes_from_plan_to_the_printed_decision(self, walk):
        item = walk.published_item(walk.facility())
        visit = walk.visit_under_way(item)
        finding = walk.finding_with_photo(visit)
        walk.locked(visit)
        case = walk.opened_case(finding)
        signed = walk.decided(case)
        assert signed["state"] == "DECIDED"
        assert signed["decision"]["fine_vnd"] == 3_750_000
        assert walk.paid(case)["principal_vnd"] == 3_750_000
        assert walk.step(HANDLER, case, "complete_execution")["state"] == "EXECUTED"
        walk.step(HANDLER, case, "propose_close")
        assert walk.step(MANAGER, case, "close")["state"] == "CLOSED"

        papers = walk.read(MANAGER, f"{case}documents/")["results"]
        assert {paper["form"] for paper in papers} == {
            "inspection_decision",
            "inspection_record",
            "violation_record",
            "sanction_decision",
        }
        decision = next(p for p in papers if p["form"] == "sanction_decision")
        file = walk.client_of(MANAGER).get(f"{ROOT}documents/{decision['id']}/file/")
        assert file.status_code == 200
        assert file["content-type"] == "application/pdf"
        assert file.content.startswith(b"%PDF-")
        assert hashlib.sha256(file.content).hexdigest() == decision["sha256"]
        report = walk.client_of(MANAGER).get(f"{ROOT}{case}print/case_report/")
        assert report.content.startswith(b"%PDF-")

        events = walk.read(MANAGER, f"{case}events/?page_size=50")["results"]
        states = [event["to_state"] for event in events]
        assert states[-1] == "CLOSED"
        assert Case.objects.get().state == "CLOSED"
