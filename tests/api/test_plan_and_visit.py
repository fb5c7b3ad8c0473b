"""Plans and visits over HTTP: who may what, faults at their place, nothing lost."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image

from inspections.models import Inspection
from tests.api.test_walk_to_a_closed_case import (
    INSPECTOR,
    MANAGER,
    REVIEWER,
    ROOT,
    SIGNER,
    Walk,
)

STRANGER = "xa.donghoa"


@pytest.fixture(autouse=True)
def tokens_may_sign(settings):
    settings.API_TOKENS_MAY_SIGN = True


@pytest.fixture
def walk(client_of):
    return Walk(client_of)


@pytest.fixture
def facility(walk):
    return walk.facility()


@pytest.fixture
def visit(walk, facility):
    """The address of a visit under way."""
    return walk.visit_under_way(walk.published_item(facility))


def post(client, address, body, **options):
    return client.post(ROOT + address, body, **options)


class TestPlans:
    @pytest.fixture
    def plan(self, walk):
        body = {"year": 2026, "kind": "CHECK", "title": "Kế hoạch"}
        return walk.write(MANAGER, "inspection-plans/", body, 201)

    @pytest.mark.parametrize(
        ("username", "status"),
        [(MANAGER, 400), (INSPECTOR, 403), ("quantri", 403), ("ubnd.kiemsoat", 403)],
    )
    def test_are_drafted_by_managers(self, client_of, username, status):
        answer = post(client_of(username), "inspection-plans/", {"x": 1})

        assert answer.status_code == status

    def test_are_seen_by_others_once_published(self, client_of, walk, facility):
        plans = ROOT + "inspection-plans/"
        walk.published_item(facility)
        draft = {"year": 2026, "kind": "INSPECTION", "title": "Nháp"}
        walk.write(MANAGER, "inspection-plans/", draft, 201)

        own = client_of(MANAGER).get(plans).json()["results"]
        others = client_of(STRANGER).get(plans).json()["results"]
        assert {row["state"] for row in own} == {"DRAFT", "PUBLISHED"}
        assert {row["state"] for row in others} == {"PUBLISHED"}
        assert client_of(STRANGER).get(f"{plans}?state=DRAFT").json()["results"] == []

    def test_are_reviewed_by_another_than_the_proposer(self, client_of, walk, plan):
        address = f"inspection-plans/{plan['id']}/"
        answer = post(client_of(MANAGER), f"{address}steps/propose/", {"version": 1})
        assert answer.status_code == 409  # nothing is on the list yet

        facility = walk.facility()
        item = {
            "version": 1,
            "facility": facility["id"],
            "first_month": 1,
            "last_month": 3,
            "content": ["LICENCES"],
        }
        walk.write(MANAGER, f"{address}items/", item, 201)
        walk.step(MANAGER, address, "propose")
        review = {"version": walk.read(MANAGER, address)["version"]}
        steps = f"{address}steps/review/"
        assert post(client_of(MANAGER), steps, review).status_code == 403
        assert post(client_of(REVIEWER), steps, review).status_code == 200

    def test_hold_the_once_a_year_rule(self, client_of, walk, facility):
        """NQ 198/2025/QH15 Điều 4: one check a year of one business."""
        walk.published_item(facility)
        client = client_of("so.lanhdao")
        body = {"year": int(walk.today[:4]), "kind": "CHECK", "title": "Của Sở"}
        plan = post(client, "inspection-plans/", body).json()
        answer = post(
            client,
            f"inspection-plans/{plan['id']}/items/",
            {
                "version": 1,
                "facility": facility["id"],
                "first_month": 1,
                "last_month": 3,
                "content": ["LICENCES"],
            },
        )

        assert answer.status_code == 409
        assert answer.json()["code"] == "once_a_year"
        assert answer.json()["blockers"]

    def test_refuse_a_facility_that_is_not_seen(self, client_of, facility):
        """An invisible reference is refused as an absent one is."""
        client = client_of("xa.eakar.chutich")
        body = {"year": 2026, "kind": "CHECK", "title": "Kế hoạch xã"}
        plan = post(client, "inspection-plans/", body).json()
        item = {
            "version": 1,
            "first_month": 1,
            "last_month": 3,
            "content": ["LICENCES"],
        }
        address = f"inspection-plans/{plan['id']}/items/"
        hidden = post(client, address, item | {"facility": facility["id"]})
        absent = post(client, address, item | {"facility": plan["id"]})

        assert hidden.status_code == absent.status_code == 422
        assert hidden.content == absent.content


class TestVisits:
    def test_are_opened_ad_hoc_with_their_ground(self, client_of, walk, facility):
        body = {
            "facility": facility["id"],
            "ground": "TIP_OFF",
            "ground_text": "Tin báo của bạn đọc",
            "content": ["INVOICES"],
            "scheduled_on": walk.today,
        }
        visit = walk.write(INSPECTOR, "inspections/", body, 201)

        assert visit["number"].startswith(f"KT-{walk.today[:4]}-")
        assert visit["ground"] == "TIP_OFF"
        assert visit["plan_item"] is None

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "scheduled_on"),
            ({"scheduled_on": "2026-12-01"}, "facility"),
            ({"scheduled_on": "2026-12-01", "colour": 1}, "colour"),
            ({"scheduled_on": "2026-12-01", "ground": "WHIM"}, "ground"),
        ],
    )
    def test_name_what_cannot_be_read(self, client_of, body, field):
        answer = post(client_of(INSPECTOR), "inspections/", body)

        assert answer.status_code == 400, answer.content
        assert field in answer.json()["errors"]

    @pytest.mark.parametrize(
        ("username", "status"),
        [(INSPECTOR, 200), (MANAGER, 200), ("ubnd.lanhdao", 200), (STRANGER, 404)],
    )
    def test_are_seen_by_their_agency_and_by_oversight(
        self, client_of, visit, username, status
    ):
        assert client_of(username).get(ROOT + visit).status_code == status

    def test_hide_like_what_is_absent(self, client_of, visit):
        client = client_of(STRANGER)
        absent = "inspections/0198c0de-0000-7000-8000-00000000000a/"
        for tail in ("", "findings/", "checklist/", "evidence/", "documents/"):
            hidden = client.get(ROOT + visit + tail)
            assert hidden.status_code == 404
            assert hidden.content == client.get(ROOT + absent + tail).content

    def test_keep_their_findings_in_order(self, client_of, walk, visit):
        for text in ("Một", "Hai", "Ba"):
            body = {"description": text, "detected_on": walk.today}
            walk.write(INSPECTOR, f"{visit}findings/", body, 201)
        rows = walk.read(INSPECTOR, f"{visit}findings/?page_size=2")

        assert [row["description"] for row in rows["results"]] == ["Một", "Hai"]
        assert rows["next"]

    @pytest.mark.parametrize(
        ("change", "status", "field"),
        [
            ({"detected_on": "2099-01-01"}, 422, "detected_on"),
            ({"description": ""}, 422, "description"),
            ({"behaviour": "NO-SUCH"}, 422, "behaviour"),
            ({"behaviour": "CPR-131-18"}, 422, "behaviour"),
            ({"titles": [{"title": "x", "found_quantity": "8"}]}, 400, None),
            ({"titles": [{"title": "x", "found_quantity": -1}]}, 422, None),
        ],
    )
    def test_refuse_a_finding_at_its_fault(
        self, client_of, walk, visit, change, status, field
    ):
        body = {"description": "Thấy", "detected_on": walk.today} | change
        answer = post(client_of(INSPECTOR), f"{visit}findings/", body)

        assert answer.status_code == status, answer.content
        assert field is None or field in answer.json()["errors"]

    def test_close_their_steps_one_after_the_other(self, client_of, walk, visit):
        version = walk.read(INSPECTOR, visit)["version"]
        again = post(client_of(SIGNER), f"{visit}steps/decide/", {"version": version})
        early = post(
            client_of(INSPECTOR),
            f"{visit}steps/lock_record/",
            {"version": version, "remarks": "Xong", "representative_name": "Cúc"},
        )

        assert again.status_code == early.status_code == 409
        assert early.json()["blockers"]


class TestFilesOfAVisit:
    def picture(self, name="anh.jpg"):
        file = io.BytesIO()
        Image.new("RGB", (40, 30), "navy").save(file, "JPEG")
        file.seek(0)
        file.name = name
        return file

    def send(self, client_of, visit, **body):
        return post(client_of(INSPECTOR), f"{visit}evidence/", body, format="multipart")

    def test_are_kept_under_their_hash(self, client_of, walk, visit):
        file = self.picture()
        sha256 = hashlib.sha256(file.getvalue()).hexdigest()
        answer = self.send(client_of, visit, file=file, caption="Mặt tiền")

        assert answer.status_code == 201, answer.content
        listed = walk.read(INSPECTOR, f"{visit}evidence/")["results"]
        assert [row["sha256"] for row in listed] == [sha256]
        assert listed[0]["caption"] == "Mặt tiền"
        assert listed[0]["original_name"] == "anh.jpg"

    @pytest.mark.parametrize(
        ("change", "status", "code"),
        [
            ({"sha256": "0" * 64}, 422, "file_hash"),
            ({"sha256": "xyz"}, 400, "unreadable"),
            ({"name": "virus.exe"}, 415, "file_kind"),
            ({"name": "anh.pdf"}, 415, "file_content"),
            ({"colour": "red"}, 400, "unreadable"),
            ({"taken_at": "2026-03-03T08:00:00"}, 400, "unreadable"),
            ({"file": None}, 400, "unreadable"),
        ],
    )
    def test_are_refused_with_one_sentence(
        self, client_of, visit, change, status, code
    ):
        body = {"file": self.picture(change.pop("name", "anh.jpg"))} | change
        body = {name: value for name, value in body.items() if value is not None}
        answer = self.send(client_of, visit, **body)

        assert answer.status_code == status, answer.content
        assert answer.json()["code"] == code
        assert not Inspection.objects.get().evidence_links.exists()

    def test_past_their_limit_are_413(self, client_of, visit):
        """A 40 MB photo."""
        file = io.BytesIO(b"\xff\xd8\xff" + b"\0" * (40 * 1024 * 1024))
        file.name = "to.jpg"
        answer = self.send(client_of, visit, file=file)

        assert answer.status_code == 413
        assert "to.jpg" in answer.json()["detail"]

    def test_need_a_form(self, client_of, visit):
        answer = post(client_of(INSPECTOR), f"{visit}evidence/", {"file": "x"})

        assert answer.status_code == 415

    def test_sent_twice_with_one_key_are_one(self, client_of, visit):
        answers = [
            post(
                client_of(INSPECTOR),
                f"{visit}evidence/",
                {"file": self.picture()},
                format="multipart",
                headers={"Idempotency-Key": "photo-1"},
            )
            for _ in range(2)
        ]

        assert answers[0].content == answers[1].content
        assert Inspection.objects.get().evidence_links.count() == 1
