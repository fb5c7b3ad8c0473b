"""Pages as the officers of the cast open them."""

from collections.abc import Callable

import pytest
from django.test import Client

from agencies.models import User

ClientOf = Callable[[str], Client]


@pytest.fixture
def client_of(officer: Callable[[str], User]) -> ClientOf:
    """A logged-in browser of an officer, without JavaScript; a bug answers 500."""

    def client_of(username: str) -> Client:
        client = Client(raise_request_exception=True)
        client.force_login(officer(username))
        return client

    return client_of
