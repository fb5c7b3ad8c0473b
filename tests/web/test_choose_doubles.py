"""Rows of an import that may be there already: side by side, one choice for each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facilities.models import Facility, ImportBatch, ImportRow
from tests.facilities.test_import_doubles import LIKE
from tests.facilities.test_import_registers import HOA_CUC, MINH, changed
from tests.web.reading import errors_of, form_of, text_of
from tests.web.test_import_registers import checked, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of):
    client = client_of("so.sobo")
    step(client, checked(client, HOA_CUC), "take")
    return client


class TestChooseDoubles:
    def test_shows_the_row_beside_the_likely_one_with_reasons(self, client):
        batch = checked(client, LIKE, MINH)
        known = Facility.objects.get()
        assert f"{batch}doubles/" in client.get(batch).content.decode()
        page = client.get(f"{batch}doubles/")
        text = text_of(page)

        assert "NS Hoa Cucs" in text
        assert known.name in text
        assert known.code in text
        assert "•••• 3456" in text
        assert "0905123456" not in page.content.decode()
        assert "Photocopy Minh" not in text
        assert 'class="why-l"' in page.content.decode()

    def test_takes_the_choice_and_then_the_rows(self, client):
        batch = checked(client, changed(LIKE, person="Trần Thị Lan"))
        known = Facility.objects.get()
        address = f"{batch}doubles/"
        typed = form_of(client.get(address))
        answer = client.post(address, typed | {"row_2": f"SAME:{known.pk}"})
        assert answer.status_code == 302
        step(client, batch, "take")

        assert Facility.objects.get() == known
        assert ImportBatch.objects.order_by("pk").last().updated_count == 1

    def test_shows_the_choice_again(self, client):
        batch = checked(client, LIKE)
        address = f"{batch}doubles/"
        client.post(address, form_of(client.get(address)) | {"row_2": "SKIP"})

        assert form_of(client.get(address))["row_2"] == ["SKIP"]

    def test_decides_the_rest_with_one_button(self, client):
        batch = checked(client, LIKE, changed(LIKE, name="Hoa Cúcc"))
        address = f"{batch}doubles/"
        client.post(
            address, form_of(client.get(address)) | {"row_2": "NEW", "rest": "SKIP"}
        )

        assert dict(
            ImportRow.objects.filter(choice__gt="").values_list("number", "choice")
        ) == {2: "NEW", 3: "SKIP"}

    def test_refuses_a_facility_that_is_not_shown(self, client):
        batch = checked(client, LIKE)
        address = f"{batch}doubles/"
        typed = form_of(client.get(address))
        stranger = "SAME:0198c0de-0000-7000-8000-00000000000a"
        answer = client.post(address, typed | {"row_2": stranger})

        assert answer.status_code == 422
        assert errors_of(answer)
        assert ImportRow.objects.filter(choice="SAME").count() == 0

    def test_leads_back_when_nothing_is_to_choose_any_more(self, client):
        batch = checked(client, LIKE)
        step(client, batch, "take")

        assert client.get(f"{batch}doubles/").url == batch

    def test_is_for_the_registry_officer(self, client, client_of):
        batch = checked(client, LIKE)
        assert client_of("so.kiemtra").get(f"{batch}doubles/").status_code == 403

    def test_takes_as_many_queries_for_ten_rows_as_for_one(self, client):
        asked = []
        for many in (1, 10):
            rows = [changed(LIKE, name=f"Hoa Cúc {'x' * n}") for n in range(many)]
            batch = checked(client, *rows)
            with CaptureQueriesContext(connection) as queries:
                client.get(f"{batch}doubles/")
            asked.append(len(queries))
        assert asked[0] == asked[1] <= 20
