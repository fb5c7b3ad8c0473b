"""A case in every state, and an officer who stands to it as a cell of the table says.

Cases are walked to their states by real steps, once. Who the officer is to the case,
and the part that an act is about, are rows written directly: they are the question,
and are rolled back with the answer.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from django.db import transaction
from django.test import Client
from PIL import Image
from rest_framework.test import APIClient

from agencies.kinds import Role
from agencies.models import Agency, RoleGrant, User
from cases.models import Assignment, Case, CaseEvidence, Participation
from cases.states import CaseState
from evidence import services as evidence
from evidence.models import EvidenceFile
from kernel.clock import local_day
from regulations.kinds import AuthorityTitle
from reliability.stage import Cast
from tests.cases import walk

# One agency of each kind, none of them in the ward's case as it was walked.
AGENCIES = {
    "SO_VHTTDL": "SO_VHTTDL",
    "THANH_TRA_TINH": "THANH_TRA_TINH",
    "UBND_TINH": "UBND_TINH",
    "QLTT": "QLTT",
    "CONG_AN": "PA05",
    "UBND_XA": "UBND_XA_22258",
}
TITLES = {
    "SO_VHTTDL": AuthorityTitle.GIAM_DOC_SO,
    "THANH_TRA_TINH": AuthorityTitle.CHANH_THANH_TRA_TINH,
    "UBND_TINH": AuthorityTitle.CHU_TICH_UBND_TINH,
    "QLTT": AuthorityTitle.CHI_CUC_TRUONG_QLTT,
    "CONG_AN": AuthorityTitle.GIAM_DOC_CONG_AN_TINH,
    "UBND_XA": AuthorityTitle.CHU_TICH_UBND_XA,
}
RECORDING = frozenset({Role.INSPECTOR, Role.TEAM_LEAD, Role.POLICE_COORDINATOR})
BACKEND = "web.accounts.OfficerBackend"
# Of the ward that leads the case as it was walked: who offered, asked, drafted.
OTHER = walk.HANDLER


@dataclass(frozen=True, slots=True)
class Person:
    """An officer with one role, and his two doors."""

    officer: User
    page: Client
    client: APIClient


@dataclass
class Ground:
    """What all cells share: cases by state, officers by role and kind."""

    at: datetime
    cases: dict[str, Any]
    people: dict[tuple[str, str], Person]
    other: User
    files: dict[str, Any]
    # A decision in force, for what needs one in a case that has none.
    decision: Any

    @classmethod
    def laid(cls, states: tuple[str, ...], at: datetime) -> Ground:
        cast = Cast.read()
        cases = {
            state: walk.at_state(cast.officers.__getitem__, state).case.pk
            for state in states
        }
        other = cast.officers[OTHER]
        return cls(
            at=at,
            cases=cases,
            people={},
            other=other,
            files={state: _file(pk, by=other, at=at) for state, pk in cases.items()},
            decision=Case.objects.exclude(decision=None)
            .values_list("decision", flat=True)
            .first(),
        )

    def person(self, role: str, kind: str) -> Person:
        """The officer of a role in an agency of a kind, made when first asked for."""
        found = self.people.get((role, kind))
        if found is None:
            found = self.people[role, kind] = _person(role, kind, at=self.at)
        return found


@dataclass
class Scene:
    """A case as one officer meets it."""

    ground: Ground
    role: str
    kind: str
    relation: str
    state: str
    has_accepted: bool = True

    @property
    def person(self) -> Person:
        return self.ground.person(self.role, self.kind)

    @property
    def officer(self) -> User:
        return self.person.officer

    @property
    def own(self) -> Agency:
        return self.officer.agency

    @property
    def at(self) -> datetime:
        return self.ground.at

    @property
    def today(self) -> date:
        return local_day(self.at)

    @property
    def case(self) -> Case:
        """As every door reads it: anew."""
        found: Case = Case.objects.with_file().get(pk=self.ground.cases[self.state])
        return found

    @property
    def row(self) -> Case:
        """The case alone, for who reads it anew anyway."""
        found: Case = Case.objects.get(pk=self.ground.cases[self.state])
        return found

    @functools.cached_property
    def relations(self) -> frozenset[str]:
        return self.case.relations_of(self.officer, self.at)

    @property
    def is_possible(self) -> bool:
        """Some relations follow from kind or role alone: others never have them."""
        return self.relation in self.relations

    def stand(self) -> None:
        """The rows that make the relation."""
        pk = self.ground.cases[self.state]
        case, own = Case.objects.filter(pk=pk), self.own
        match self.relation:
            case "lead":
                case.update(lead_agency=own, competent_authority=own)
                Assignment.objects.create(
                    case_id=pk,
                    officer=self.officer,
                    assigned_by=self.ground.other,
                    assigned_at=self.at - timedelta(hours=1),
                )
            case "competent":
                case.update(competent_authority=own)
            case "supporting":
                self.part = Participation.objects.create(
                    case_id=pk,
                    agency=own,
                    invited_at=self.at - timedelta(hours=1),
                    accepted_at=self.at if self.has_accepted else None,
                )
            case "referrer":
                case.update(referrer=own)
            case "territory" if own.ward_id:
                case.update(ward=own.ward_id)
            case _:
                pass

    @contextmanager
    def tried(self) -> Iterator[None]:
        """Whatever happens inside is rolled back."""
        with rolled_back():
            yield


class _Undone(Exception):
    """Takes back what was tried."""


@contextmanager
def rolled_back() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise _Undone
    except _Undone:
        pass


def picture() -> BytesIO:
    """A small photograph."""
    held = BytesIO()
    Image.new("RGB", (32, 32), "white").save(held, "JPEG")
    held.seek(0)
    held.name = "anh.jpg"
    return held


def _file(case: Any, *, by: User, at: datetime) -> EvidenceFile:
    """A file that whoever sees the evidence of the case sees."""
    received: EvidenceFile = evidence.receive_file(
        upload=picture(), name="anh.jpg", by=by, at=at
    )
    CaseEvidence.objects.create(case_id=case, file=received, added_by=by, added_at=at)
    return received


def _person(role: str, kind: str, *, at: datetime) -> Person:
    today = local_day(at)
    made = User.objects.create(
        username=f"{role}.{kind.lower()}",
        full_name=f"{role} {kind}",
        agency_id=AGENCIES[kind],
        authority_title=TITLES[kind] if role == Role.SANCTIONER else "",
        created_at=at,
    )
    RoleGrant.objects.create(
        user=made,
        role=role,
        may_record=role in RECORDING,
        valid_from=today - timedelta(days=30),
        valid_to=today + timedelta(days=300),
    )
    officer = User.objects.with_standing().get(pk=made.pk)
    page = Client(raise_request_exception=False)
    page.force_login(officer, backend=BACKEND)
    page.get("/me/")  # marks the beginning of the session
    session = page.session
    session["second_factor"] = True
    session.save()
    client = APIClient(raise_request_exception=False)
    client.force_authenticate(user=officer)
    return Person(officer, page, client)


ALL_STATES = tuple(str(state) for state in CaseState.values)
