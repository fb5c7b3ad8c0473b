"""The pages on which papers of many cases are printed as one file."""

import pytest
from django.urls import reverse

from cases.states import CaseState
from documents.models.batches import PrintBatch
from tests.cases.walk import HANDLER, MANAGER, at_state, received


@pytest.fixture
def walks(officer):
    return [at_state(officer, CaseState.OPENED), received(officer)]


class TestPrintTogether:
    def test_goes_from_the_list_to_the_file_without_a_script(self, walks, client_of):
        client = client_of(HANDLER)
        listed = client.get("/cases/?view=all").content.decode()
        assert "/documents/print/new/?view=all" in listed
        asked = client.get("/documents/print/new/?view=all")
        numbers = [walk.case.number for walk in walks]
        assert all(number in asked.content.decode() for number in numbers)

        nothing = client.post(
            "/documents/print/new/?view=all",
            {"content": "case_report_short", "output": "pdf", "cases": []},
        )
        assert nothing.status_code == 422
        sent = client.post(
            "/documents/print/new/?view=all",
            {
                "content": "case_report_short",
                "output": "pdf",
                "cases": [*numbers, "VV-1999-0001"],
            },
        )
        assert sent.status_code == 422  # a case that the list does not have
        sent = client.post(
            "/documents/print/new/?view=all",
            {"content": "case_report_short", "output": "pdf", "cases": numbers},
        )
        batch = PrintBatch.objects.get()
        address = reverse("print_batch", args=[batch.pk])
        assert sent["Location"] == address
        running = client.get(address).content.decode()
        assert 'max="2" value="0"' in running
        assert "data-goes-on" in running

        step = reverse("print_batch_step", args=[batch.pk, "go-on"])
        while client.get(address).context.get("total"):
            assert client.post(step)["Location"] == address
        file = client.get(reverse("print_batch_file", args=[batch.pk]))
        assert b"".join(file).startswith(b"%PDF")
        assert file["Cache-Control"] == "no-store"
        assert str(batch.pk) in client.get("/documents/print/").content.decode()

        # Nobody else finds it, not even the manager of the same office.
        other = client_of(MANAGER)
        for name in ("print_batch", "print_batch_file"):
            assert other.get(reverse(name, args=[batch.pk])).status_code == 404
        assert other.post(step).status_code == 404
        assert str(batch.pk) not in other.get("/documents/print/").content.decode()

        assert client.get(step).status_code == 405
        gone = client.post(reverse("print_batch_step", args=[batch.pk, "remove"]))
        assert gone["Location"] == "/documents/print/"
        assert client.get(reverse("print_batch_file", args=[batch.pk])).status_code == (
            409
        )

    def test_prints_the_whole_file_of_a_case(self, walks, client_of):
        number = walks[0].case.number
        client = client_of(HANDLER)
        tab = client.get(f"/cases/{number}/documents/").content.decode()
        address = reverse("print_case", args=[number, "case_file"])
        assert address in tab
        answer = client.get(address)
        assert b"".join(answer).startswith(b"%PDF")
        assert answer["Content-Disposition"] == (
            f'inline; filename="case_file-{number}.pdf"'
        )
        assert client_of("xa.eakar").get(address).status_code == 404
