"""A register file over HTTP: from the upload to the register and back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from facilities.models import Facility, ImportBatch
from tests.facilities.test_import_doubles import LIKE
from tests.facilities.test_import_registers import (
    HEADER,
    HOA_CUC,
    MINH,
    SUOI_DA,
    changed,
)
from tests.facilities.torture import sheet_of

pytestmark = pytest.mark.django_db
LIST = "/api/v1/facilities/imports/"
BAD = changed(SUOI_DA, tax="9900000031", phone="38551")


@pytest.fixture
def registrar(client_of):
    return client_of("so.sobo")


def upload(client, *rows, key=None):
    file = SimpleUploadedFile("so-bo.xlsx", sheet_of([HEADER, *rows]))
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(LIST, {"file": file}, format="multipart", headers=headers)


def step(client, batch, name, **body):
    return client.post(f"{LIST}{batch['id']}/steps/{name}/", body)


def checked(client, *rows):
    batch = upload(client, *rows).json()
    answer = step(client, batch, "match_columns")
    assert answer.status_code == 200, answer.content
    return answer.json()


class TestImportARegister:
    def test_goes_in_and_out_again(self, registrar):
        made = upload(registrar, HOA_CUC, BAD, MINH)
        assert made.status_code == 201, made.content
        batch = made.json()
        assert batch["state"] == "UPLOADED"
        assert batch["columns"][0] == {"title": "Tên cơ sở", "meaning": "name"}
        assert registrar.get(made["location"]).json() == batch

        assert step(registrar, batch, "match_columns").json()["state"] == "CHECKED"
        done = step(registrar, batch, "take").json()
        assert (done["state"], done["created_count"]) == ("DONE", 2)
        assert Facility.objects.count() == 2

        assert step(registrar, batch, "undo").json()["state"] == "UNDONE"
        assert not Facility.objects.exists()

    def test_is_given_up_before_it_is_taken(self, registrar):
        batch = checked(registrar, HOA_CUC)

        assert step(registrar, batch, "cancel").json()["state"] == "CANCELLED"
        again = step(registrar, batch, "cancel")
        assert (again.status_code, again.json()["code"]) == (409, "import_moved_on")

    def test_is_made_once_for_one_key(self, registrar):
        one = upload(registrar, HOA_CUC, key="so-1")
        two = upload(registrar, HOA_CUC, key="so-1")

        assert one.json() == two.json()
        assert two["Idempotency-Replayed"] == "true"
        assert ImportBatch.objects.count() == 1

    @pytest.mark.parametrize(
        ("name", "content", "status"),
        [("so.pdf", b"%PDF-1.7", 415), ("so.xlsx", b"PK\x03\x04", 422)],
    )
    def test_refuses_what_is_no_register(self, registrar, name, content, status):
        file = SimpleUploadedFile(name, content)
        answer = registrar.post(LIST, {"file": file}, format="multipart")

        assert answer.status_code == status
        assert answer["content-type"].startswith("application/problem+json")
        assert not ImportBatch.objects.exists()

    def test_refuses_columns_that_cannot_be(self, registrar):
        batch = upload(registrar, HOA_CUC).json()
        answer = step(registrar, batch, "match_columns", columns=["name"])

        assert answer.status_code == 422
        assert "columns" in answer.json()["errors"]

    def test_is_for_the_registry_officer_of_the_agency(self, registrar, client_of):
        batch = checked(registrar, HOA_CUC)
        stranger = client_of("so.kiemtra")

        assert stranger.get(LIST).status_code == 403
        assert upload(stranger, HOA_CUC).status_code == 403
        for tail in ("", "rows/", "errors/"):
            assert stranger.get(f"{LIST}{batch['id']}/{tail}").status_code == 404
        assert step(stranger, batch, "take").status_code == 404

    def test_asks_as_often_for_many_files_as_for_one(
        self, registrar, django_assert_max_num_queries
    ):
        for n in range(3):
            upload(registrar, changed(MINH, name=f"P {n}"))
        with django_assert_max_num_queries(4):
            assert len(registrar.get(LIST).json()["results"]) == 3


class TestRowsOfARegister:
    def test_are_told_with_their_remarks_and_masked(self, registrar):
        batch = checked(registrar, HOA_CUC, BAD)
        rows = registrar.get(f"{LIST}{batch['id']}/rows/").json()["results"]

        assert [(row["row"], row["verdict"]) for row in rows] == [
            (2, "GOOD"),
            (3, "BAD"),
        ]
        assert "38551" not in str(rows[1]["remarks"])

    def test_with_errors_stand_by_themselves_in_pages(self, registrar):
        batch = checked(registrar, *(changed(BAD, name=f"In {n}") for n in range(3)))
        first = registrar.get(f"{LIST}{batch['id']}/errors/?page_size=2").json()
        second = registrar.get(first["next"]).json()

        assert [row["row"] for row in first["results"]] == [2, 3]
        assert [row["row"] for row in second["results"]] == [4]
        remark = first["results"][0]["remarks"][0]
        assert remark["is_error"] is True
        assert remark["cell"] == "B2"

    def test_are_filtered(self, registrar):
        batch = checked(registrar, HOA_CUC, BAD)
        address = f"{LIST}{batch['id']}/rows/"

        good = registrar.get(f"{address}?verdict=GOOD").json()["results"]
        assert [row["row"] for row in good] == [2]
        assert registrar.get(f"{address}?verdict=FINE").status_code == 400

    def test_ask_as_often_for_many_as_for_one(
        self, registrar, django_assert_max_num_queries
    ):
        checked(registrar, HOA_CUC)
        first = checked(registrar, HOA_CUC)
        step(registrar, first, "take")
        batch = checked(
            registrar, *(changed(LIKE, name=f"Hoa Cúc {'x' * n}") for n in range(12))
        )
        with django_assert_max_num_queries(7):
            rows = registrar.get(f"{LIST}{batch['id']}/rows/").json()["results"]
        assert len(rows) == 12
        assert sum(bool(row["likely"]) for row in rows) > 1


class TestChooseOverHttp:
    @pytest.fixture
    def batch(self, registrar):
        step(registrar, checked(registrar, HOA_CUC), "take")
        return checked(registrar, LIKE, MINH)

    def test_tells_the_likely_one_and_takes_the_choice(self, registrar, batch):
        assert batch["undecided"] == 1
        address = f"{LIST}{batch['id']}/rows/?doubtful=true"
        (row,) = registrar.get(address).json()["results"]
        (likely,) = row["likely"]
        known = Facility.objects.get()
        assert likely["facility"]["code"] == known.code
        assert {"same_place", "same_phone"} <= {r["code"] for r in likely["reasons"]}

        chosen = {"row": row["row"], "choice": "SAME", "facility": str(known.pk)}
        answer = step(registrar, batch, "choose", rows=[chosen])
        assert answer.json()["undecided"] == 0
        done = step(registrar, batch, "take").json()
        assert (done["created_count"], done["updated_count"]) == (1, 0)
        assert done["unchanged_count"] == 1

    def test_leaves_the_rest_out(self, registrar, batch):
        step(registrar, batch, "choose_rest", choice="SKIP")
        done = step(registrar, batch, "take").json()

        assert (done["state"], done["created_count"]) == ("DONE", 1)

    @pytest.mark.parametrize(
        ("chosen", "status"),
        [
            ({"row": 3, "choice": "SAME"}, 422),
            ({"row": 2, "choice": "MERGE"}, 400),
            ({"row": "2", "choice": "SKIP"}, 400),
            ({"row": 2, "choice": "SKIP", "colour": "red"}, 400),
        ],
    )
    def test_refuses(self, registrar, batch, chosen, status):
        answer = step(registrar, batch, "choose", rows=[chosen])

        assert answer.status_code == status, answer.content
