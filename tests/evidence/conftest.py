"""Evidence as these tests hand it in, by the inspector of Sở VHTTDL."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from agencies.models import User
from evidence import services
from evidence.models import EvidenceFile
from tests.evidence import samples
from tests.moments import moment

AT = moment("05/03/2026", "09:30")


@pytest.fixture
def inspector(officer: Callable[[str], User]) -> User:
    return officer("so.kiemtra")


@pytest.fixture
def receive(inspector: User) -> Callable[..., EvidenceFile]:
    """Hands in a file through the service with as little as it takes."""

    def hand_in(
        content: bytes | None = None, name: str = "kệ sách.jpg", **given: object
    ) -> EvidenceFile:
        given.setdefault("by", inspector)
        given.setdefault("at", AT)
        content = samples.photo() if content is None else content
        return services.receive_file(upload=io.BytesIO(content), name=name, **given)

    return hand_in


@pytest.fixture
def stored_bytes(media_root: Path) -> Callable[[], dict[str, bytes]]:
    """Every file in the store by its path under the media folder."""

    def read() -> dict[str, bytes]:
        return {
            str(path.relative_to(media_root)): path.read_bytes()
            for path in media_root.rglob("*")
            if path.is_file()
        }

    return read
