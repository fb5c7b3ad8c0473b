"""The pages without a browser: officers as logged-in clients, records to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from agencies.models import User
from tests.inspections.conftest import (
    cao_nguyen_xanh as cao_nguyen_xanh,
)
from tests.inspections.conftest import (
    enter as enter,
)
from tests.inspections.conftest import (
    hoa_cuc as hoa_cuc,
)
from tests.inspections.conftest import (
    second_manager as second_manager,
)
from tests.inspections.conftest import (
    walk as walk,
)

ClientOf = Callable[..., Client]
BACKEND = "web.accounts.OfficerBackend"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """No counted tries, no remembered calendar, the office's own language."""
    cache.clear()
    with translation.override("vi"):
        yield
    cache.clear()


@pytest.fixture
def client_of(officer: Callable[[str], User]) -> ClientOf:
    """The client of an officer of the cast, logged in; one for each."""
    clients: dict[str, Client] = {}

    def client_of(username: str) -> Client:
        if username not in clients:
            client = Client()
            client.force_login(officer(username), backend=BACKEND)
            client.get("/me/")  # marks the beginning of the session
            clients[username] = client
        return clients[username]

    return client_of
