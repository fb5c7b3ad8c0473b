"""The print-job log over HTTP: entered, corrected, struck, with its alarms."""

import pytest

from facilities.states import FacilityKind
from tests.facilities.conftest import enter as enter
from tests.facilities.conftest import keeper as keeper

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/facilities/"
JOB = {
    "title": "Toán lớp 5",
    "printed_on": "2026-02-02",
    "printed_copies": 3000,
    "decision_no": "12/QĐ-NXB",
    "decision_on": "2026-01-05",
    "licensed_copies": 2000,
}


@pytest.fixture
def registrar(client_of):
    return client_of("so.sobo")


@pytest.fixture
def log(enter):
    printer = enter("Công ty In Sao Mai", kinds=(FacilityKind.PRINTER_PUBLICATION,))
    return f"{ROOT}{printer.pk}/print-jobs/"


class TestPrintJobsOverHttp:
    def test_are_entered_and_raise_their_alarms(self, registrar, log):
        answer = registrar.post(log, JOB)

        assert answer.status_code == 201, answer.content
        job = answer.json()
        assert job["alarms"] == [{"code": "PRT-OVER", "copies": 3000, "limit": 2000}]
        assert registrar.get(f"{log}{job['id']}/").json() == job
        assert registrar.get(log).json()["results"] == [job]

    def test_are_corrected_at_the_version_of_the_facility(self, registrar, log):
        made = registrar.post(log, JOB)
        job, tag = made.json(), made["etag"]
        address = f"{log}{job['id']}/"
        answer = registrar.patch(
            address, {"printed_copies": 2000}, headers={"If-Match": tag}
        )

        assert answer.status_code == 200, answer.content
        assert answer.json()["alarms"] == []
        assert answer.json()["title"] == JOB["title"]
        stale = registrar.patch(
            address, {"printed_copies": 1}, headers={"If-Match": tag}
        )
        assert stale.status_code == 409
        assert registrar.patch(address, {"printed_copies": 1}).status_code == 400

    def test_are_struck_and_stay_readable(self, registrar, log):
        made = registrar.post(log, JOB)
        body = {"ended_on": "2026-02-03"}
        answer = registrar.post(
            f"{log}{made.json()['id']}/steps/strike/",
            body,
            headers={"If-Match": made["etag"]},
        )

        assert answer.status_code == 200, answer.content
        (row,) = registrar.get(log).json()["results"]
        assert (row["ended_on"], row["alarms"]) == ("2026-02-03", [])

    @pytest.mark.parametrize(
        ("change", "status", "field"),
        [
            ({"title": ""}, 422, "title"),
            ({"printed_on": "2199-01-01"}, 422, "printed_on"),
            ({"printed_copies": "3"}, 400, "printed_copies"),
            ({"version": 1}, 400, "version"),
            ({"licence": "0198c0de-0000-7000-8000-00000000000a"}, 422, "licence"),
        ],
    )
    def test_refuse_each_fault_at_its_place(
        self, registrar, log, change, status, field
    ):
        answer = registrar.post(log, JOB | change)

        assert answer.status_code == status, answer.content
        assert field in answer.json()["errors"]

    def test_are_written_by_the_registry_officer_and_read_by_who_sees(
        self, registrar, client_of, log
    ):
        registrar.post(log, JOB)
        inspector = client_of("so.kiemtra")

        assert inspector.post(log, JOB).status_code == 403
        assert len(inspector.get(log).json()["results"]) == 1
        assert client_of("quantri").get(log).status_code == 404
        assert client_of("xa.eakar").get(log).status_code == 404

    def test_ask_as_often_for_many_as_for_one(
        self, registrar, log, django_assert_max_num_queries
    ):
        for n in range(4):
            registrar.post(log, JOB | {"title": f"Sách {n}"})
        with django_assert_max_num_queries(5):
            assert len(registrar.get(log).json()["results"]) == 4
