"""Doors of the programming interface: clients that carry an officer's token."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from agencies.models import User
from api.models import ApiToken

ClientOf = Callable[[str], APIClient]


def token_of(user: User) -> str:
    return ApiToken.issue(user=user, at=timezone.now())[1]


def bearer(text: str) -> APIClient:
    """A client with a token; a bug answers 500 instead of raising."""
    return APIClient(
        headers={"authorization": f"Bearer {text}"}, raise_request_exception=False
    )


@pytest.fixture
def client_of(officer: Callable[[str], User]) -> ClientOf:
    """The client of an officer of the cast, by user name; one for each."""
    clients: dict[str, APIClient] = {}

    def client_of(username: str) -> APIClient:
        if username not in clients:
            clients[username] = bearer(token_of(officer(username)))
        return clients[username]

    return client_of


@pytest.fixture
def client(client_of: ClientOf) -> APIClient:
    """An inspector of the department."""
    return client_of("so.kiemtra")


@pytest.fixture
def stranger() -> APIClient:
    return APIClient(raise_request_exception=False)
