"""Obligations, files, warnings and IT use of facilities over HTTP."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from kernel.clock import local_day
from tests.api.test_keep_facilities import LIST, SHOP, STRANGE_ID
from tests.evidence import samples

DUTY = {
    "kind": "CONCLUSION",
    "text": "Báo cáo kết quả thực hiện kết luận",
    "basis": "Kết luận số 12/KL-SVHTTDL",
    "since": "2026-01-05",
    "due_on": "2026-02-05",
}


@pytest.fixture
def registrar(client_of):
    return client_of("so.sobo")


@pytest.fixture
def shop(registrar):
    return registrar.post(LIST, SHOP).json()


@pytest.fixture
def root(shop):
    return f"{LIST}{shop['id']}/"


def upload(**more):
    content = io.BytesIO(samples.photo())
    content.name = "quet.jpg"
    return {"file": content, **more}


class TestObligations:
    def test_are_added_listed_and_met(self, registrar, client, root):
        made = registrar.post(f"{root}obligations/", DUTY)
        assert made.status_code == 201, made.content
        assert made.json()["is_overdue"] is True
        file = registrar.post(f"{root}files/", upload(), format="multipart").json()

        met = registrar.post(
            f"{root}steps/meet_obligation/",
            {
                "obligation": made.json()["id"],
                "met_on": "2026-02-01",
                "note": "Đã nộp",
                "proof": file["id"],
                "version": registrar.get(root).json()["version"],
            },
        )

        assert met.status_code == 200, met.content
        (row,) = client.get(f"{root}obligations/?state=MET").json()["results"]
        assert row["proof"] == file["file"]["id"]
        assert (row["settled_on"], row["is_overdue"]) == ("2026-02-01", False)
        assert row["settled_by"]["username"] == "so.sobo"
        assert client.get(f"{root}obligations/?overdue=true").json()["results"] == []

    def test_are_taken_from_the_law_by_their_code(self, registrar, root):
        ok = registrar.post(f"{root}obligations/", DUTY | {"rule": "STOCK-DIST"})
        assert ok.status_code == 201, ok.content
        assert ok.json()["rule"] == "STOCK-DIST"

        for rule, status in (("STOCK-DIST", 422), ("LOG-COPY", 422), ("NONE", 422)):
            again = registrar.post(f"{root}obligations/", DUTY | {"rule": rule})
            assert again.status_code == status, rule
            assert "rule" in again.json()["errors"]

    def test_are_waived_with_a_reason(self, registrar, root):
        made = registrar.post(f"{root}obligations/", DUTY).json()
        body = {"obligation": made["id"], "version": 2}

        path = f"{root}steps/waive_obligation/"
        assert registrar.post(path, body | {"reason": ""}).status_code == 422
        assert registrar.post(path, body | {"reason": "Đổi chủ"}).status_code == 200
        again = registrar.post(path, body | {"reason": "Đổi chủ", "version": 3})
        assert again.status_code == 409
        assert again.json()["code"] == "obligation_settled"

    @pytest.mark.parametrize(
        ("change", "status", "field"),
        [
            ({"kind": "PRAYER"}, 400, "kind"),
            ({"text": ""}, 422, "text"),
            ({"due_on": "2026-01-01"}, 422, "due_on"),
            ({"due_on": None, "is_yearly": True}, 422, "due_on"),
            ({"colour": "red"}, 400, "colour"),
        ],
    )
    def test_refuse_each_fault_at_its_place(
        self, registrar, root, change, status, field
    ):
        answer = registrar.post(f"{root}obligations/", DUTY | change)

        assert answer.status_code == status, answer.content
        assert field in answer.json()["errors"]

    def test_are_for_the_registry_officer_to_write(self, client, client_of, root):
        assert client.post(f"{root}obligations/", DUTY).status_code == 403
        refused = client.post(f"{root}files/", upload(), format="multipart")
        assert refused.status_code == 403
        hidden = client_of("xa.donghoa")
        for tail in ("obligations/", "files/"):
            absent = hidden.get(f"{LIST}{STRANGE_ID}/{tail}")
            assert hidden.get(f"{root}{tail}").status_code == 404
            assert hidden.get(f"{root}{tail}").content == absent.content

    def test_take_as_many_queries_for_many_as_for_one(
        self, registrar, client, root, django_assert_max_num_queries
    ):
        for place in range(5):
            registrar.post(f"{root}obligations/", DUTY | {"text": f"Việc {place}"})
        for _file in range(3):
            registrar.post(f"{root}files/", upload(), format="multipart")
        client.get(root)

        with django_assert_max_num_queries(5):
            assert len(client.get(f"{root}obligations/").json()["results"]) == 5
        with django_assert_max_num_queries(5):
            assert len(client.get(f"{root}files/").json()["results"]) == 3


class TestFiles:
    def test_of_a_licence_are_its_scan(self, registrar, client, root):
        licence = registrar.post(
            f"{root}steps/add_licence/",
            {
                "type": "DISTRIBUTION",
                "number": "12/XN",
                "issuer": "Sở VHTTDL",
                "issued_on": "2025-05-05",
            },
        ).json()["licences"][0]

        made = registrar.post(
            f"{root}files/",
            upload(licence=licence["id"], caption="Bản quét"),
            format="multipart",
        )

        assert made.status_code == 201, made.content
        (row,) = client.get(f"{root}files/").json()["results"]
        assert row["licence"] == licence["id"]
        assert row["file"]["caption"] == "Bản quét"
        assert client.get(root).json()["licences"][0]["scan"] == row["file"]["id"]

    def test_of_a_foreign_kind_are_refused(self, registrar, root):
        content = io.BytesIO(b"MZ")
        content.name = "chay.exe"
        answer = registrar.post(f"{root}files/", {"file": content}, format="multipart")

        assert answer.status_code == 415


class TestWarnings:
    def test_stand_at_the_facility_and_filter_the_list(self, registrar, client, root):
        ends = local_day(timezone.now()) + timedelta(days=10)
        registrar.post(
            f"{root}steps/add_licence/",
            {
                "type": "DISTRIBUTION",
                "number": "12/XN",
                "issuer": "Sở VHTTDL",
                "issued_on": "2025-05-05",
                "expires_on": ends.isoformat(),
            },
        )

        shown = client.get(root).json()
        assert shown["licence_warnings"] == [
            {
                "kind": "ending",
                "type": "DISTRIBUTION",
                "licence": shown["licences"][0]["id"],
                "ends_on": ends.isoformat(),
            }
        ]
        for question, count in (
            ("licence=ending", 1),
            ("licence=run_out", 0),
            ("licence=missing", 0),
            ("obligation=overdue", 0),
            ("uses_it=not_asked", 1),
            ("uses_it=yes", 0),
        ):
            rows = client.get(f"{LIST}?{question}").json()["results"]
            assert len(rows) == count, question
        assert client.get(f"{LIST}?licence=soon").status_code == 400

    def test_name_what_is_missing(self, registrar, client):
        made = registrar.post(
            LIST, SHOP | {"kinds": ["IMPORTER"], "uses_it": True}
        ).json()

        assert made["licence_warnings"] == [
            {"kind": "missing", "type": "IMPORT", "licence": None, "ends_on": None}
        ]
        (row,) = client.get(f"{LIST}?uses_it=yes").json()["results"]
        assert row["uses_it"] is True
