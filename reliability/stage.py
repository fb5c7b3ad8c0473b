"""A database of one's own with the cast and some cases, for a long programme."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import translation

from agencies.kinds import SubjectKind
from agencies.models import User
from cases import services
from cases.models import Case
from cases.services import ActInput, CaseInput
from facilities import services as registry
from facilities.models import Party
from kernel.clock import LOCAL_ZONE
from tests import database

BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=LOCAL_ZONE)
# One with a small frame, one with the right to explain, one that is not loaded.
BEHAVIOURS = ("DST-29-2A", "PUB-24-3A", "PRT-NODEC")
LEADS = ("xa.bmt", "so")


@dataclass(frozen=True, slots=True)
class Cast:
    """Officers by user name, with agency and grants loaded."""

    officers: dict[str, User]

    @classmethod
    def read(cls) -> Cast:
        return cls({user.username: user for user in User.objects.with_standing()})

    @property
    def names(self) -> list[str]:
        return sorted(self.officers)


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """Work on a fresh copy of the loaded template; dropped at the end."""
    before = connection.settings_dict["NAME"]
    database.use_copy(name)
    try:
        with translation.override("en"):
            yield
    finally:
        database.use(before)
        database.drop(name)


def some_cases(
    cast: Cast,
    count: int,
    *,
    leads: tuple[str, ...] = LEADS,
    behaviours: tuple[str, ...] = BEHAVIOURS,
) -> list[Case]:
    """Cases at RECEIVED, led in turn by each lead, with handlers."""
    made = []
    for place in range(count):
        lead = leads[place % len(leads)]
        at = BEGIN + timedelta(minutes=place)
        case = services.receive_case(
            facts=CaseInput(
                title=f"Vụ việc {place + 1}",
                source="INSPECTION",
                detected_on=at.date(),
                ward="24133",
                party_ids=(_party(cast, place, at=at).pk,),
                acts=(
                    ActInput(
                        behaviour=behaviours[place % len(behaviours)],
                        description="Hành vi để thử",
                        occurred_on=at.date(),
                        act_ended_on=at.date(),
                        titles=({"title": "Sách để thử", "quantity": 80},),
                    ),
                ),
            ),
            by=cast.officers[f"{lead}.kiemtra"],
            at=at,
        )
        case = Case.objects.get(pk=case.pk)
        services.assign(
            case=case,
            version=case.version,
            officer=cast.officers[f"{lead}.thuly"],
            by=cast.officers[f"{lead}.lanhdao"],
            at=at,
        )
        made.append(Case.objects.get(pk=case.pk))
    return made


def _party(cast: Cast, place: int, *, at: datetime) -> Party:
    return registry.register_party(
        data=registry.PartyInput(
            name=f"Hộ kinh doanh Thử {place + 1}", subject_kind=SubjectKind.HOUSEHOLD
        ),
        by=cast.officers["so.sobo"],
        at=at,
    )


@contextmanager
def own_copy(name: str) -> Iterator[None]:
    """Work on a copy of the present database as it stands; dropped at the end."""
    before = connection.settings_dict["NAME"]
    with database._server() as cursor:
        database._copy(cursor, before, name)
    database.use(name)
    try:
        yield
    finally:
        database.use(before)
        database.drop(name)
