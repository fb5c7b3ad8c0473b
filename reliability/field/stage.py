"""Decided visits for inspectors, a folder for files, sessions: where a phone begins."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from agencies.kinds import SubjectKind
from agencies.models import User
from facilities import services as registry
from facilities.models import Facility
from facilities.services import AddressInput, FacilityInput
from facilities.states import AddressKind, FacilityKind
from inspections import services
from inspections.models import Inspection
from inspections.services import TeamInput, VisitInput
from inspections.states import ContentTag, Ground
from kernel.clock import local_day

INSPECTOR, CHAIRMAN, REGISTRAR = "xa.bmt.kiemtra", "xa.bmt.chutich", "so.sobo"
# Who leads a visit and who decides on it, in three agencies.
HOUSES = (
    (INSPECTOR, CHAIRMAN),
    ("so.truongdoan", "so.giamdoc"),
    ("tt.thanhtra", "tt.chanh"),
)
_BACKEND = "web.accounts.OfficerBackend"


def now() -> datetime:
    return datetime.now(UTC)


def officer(username: str = INSPECTOR) -> User:
    found: User = User.objects.with_standing().get(username=username)
    return found


def decided_visits(
    count: int, houses: tuple[tuple[str, str], ...] = HOUSES[:1]
) -> list[Inspection]:
    """So many visits of today, each of a shop of its own, led in turn."""
    registrar = officer(REGISTRAR)
    pairs = [(officer(lead), officer(head)) for lead, head in houses]
    at = now()
    made = []
    for number in range(1, count + 1):
        inspector, chairman = pairs[number % len(pairs)]
        facility = _shop(number, by=registrar, at=at)
        visit = services.open_ad_hoc_visit(
            facility=facility,
            ground=Ground.SIGN_OF_VIOLATION,
            ground_text="Phản ánh của người dân",
            content=(ContentTag.INVOICES,),
            visit=VisitInput(
                scheduled_on=local_day(at), team=TeamInput(lead=inspector)
            ),
            by=inspector,
            at=at,
        )
        services.decide_inspection(
            visit=visit, version=visit.version, by=chairman, at=at
        )
        made.append(visit)
    return made


def _shop(number: int, *, by: User, at: datetime) -> Facility:
    return registry.create_facility(
        data=FacilityInput(
            kinds=(FacilityKind.DISTRIBUTOR,),
            name=f"Hiệu sách Thử {number}",
            subject_kind=SubjectKind.HOUSEHOLD,
        ),
        addresses=[
            AddressInput(
                kind=AddressKind.SHOP,
                text=f"{number} Quang Trung",
                ward_code="24133",
            )
        ],
        by=by,
        at=at,
    )


def session_of(user: User) -> tuple[str, str]:
    """The cookie of somebody who has logged in: its name and its value."""
    client = Client()
    client.force_login(user, backend=_BACKEND)
    name = settings.SESSION_COOKIE_NAME
    return name, client.cookies[name].value


@contextmanager
def own_files() -> Iterator[Path]:
    """A folder for the files of a programme; gone at the end."""
    with (
        tempfile.TemporaryDirectory(prefix="lien-nganh-media-") as folder,
        override_settings(MEDIA_ROOT=Path(folder)),
    ):
        yield Path(folder)


def address_of_database() -> str:
    """Of the database that this process works on, for other processes."""
    found = connection.settings_dict
    return (
        f"postgresql://{quote(found['USER'])}:{quote(found['PASSWORD'])}"
        f"@/{quote(found['NAME'])}?host={quote(found['HOST'], safe='')}"
        f"&port={found['PORT'] or 5432}"
    )
