"""The permission table on a page: what is asked, state by state."""

import pytest
from django.test import Client
from django.urls import reverse

from agencies.table import actions_of_cases, lines_in
from cases.states import CaseState
from web import action_words


@pytest.fixture
def client_of(officer):
    def log_in(username: str) -> Client:
        client = Client()
        client.force_login(officer(username))
        return client

    return log_in


@pytest.mark.django_db
class TestSeePermissions:
    def test_shows_every_action_that_is_open_in_a_state(self, client_of):
        page = client_of("so.thuly").get(
            reverse("permissions"), {"state": "PENDING_DECISION"}
        )

        assert page.status_code == 200
        text = page.content.decode()
        for line in lines_in(CaseState.PENDING_DECISION, actions_of_cases()):
            assert f">{line.action}<" in text

    def test_shows_nothing_that_is_closed_in_it(self, client_of):
        page = client_of("so.thuly").get(reverse("permissions"), {"state": "RECEIVED"})

        assert "case.sign_decision" not in page.content.decode()

    def test_asks_no_question_of_the_database_for_the_table(
        self, client_of, django_assert_max_num_queries
    ):
        client = client_of("ubnd.kiemsoat")

        with django_assert_max_num_queries(5):  # session, officer, agency, grants
            client.get(reverse("permissions"))


class TestActionWords:
    def test_name_every_action_of_the_table(self):
        nameless = [
            action
            for action in actions_of_cases()
            if str(action_words.action_label(action)) == action.partition(".")[2]
        ]

        assert nameless == []
