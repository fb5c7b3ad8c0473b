"""What waits for an agency now, since when, until when: for desks, lists and API."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from cases.models import (
    Case,
    CaseEvent,
    Complaint,
    Deadline,
    InteragencyTask,
    Participation,
    Seizure,
    Transfer,
)
from cases.policies import READING
from cases.querysets import of_agency
from cases.services.custody import ALARM_WORKING_DAYS
from cases.services.reveals import hidden_names, titles_for, without_names
from cases.states import (
    FIRST_LEVEL,
    HOLDING,
    OPEN_TASKS,
    SECOND_LEVEL,
    CaseState,
    ClockStatus,
    Family,
    TaskKind,
    TransferKind,
    TransferState,
)
from facilities.models import Link
from facilities.states import LinkSource
from inspections.models import FieldRecord, Inspection
from kernel.clock import local_day
from regulations.working_days import load_calendar

if TYPE_CHECKING:
    from agencies.models import User

KINDS: dict[str, str | Promise] = {
    "referral": gettext_lazy("Referral to answer"),
    "hand_over": gettext_lazy("Hand-over to answer"),
    "invitation": gettext_lazy("Invitation to answer"),
    "task": gettext_lazy("Task to do"),
    "opinion": gettext_lazy("Opinion to give"),
    "complaint": gettext_lazy("Complaint to settle"),
    "investigation": gettext_lazy("File with your body, outcome to record"),
    "seizure": gettext_lazy("Seizure that ends soon"),
    "link": gettext_lazy("Link to look at"),
    "supplement": gettext_lazy("Supplement of the field record to look at"),
    "signature": gettext_lazy("Decision to sign"),
    "step": gettext_lazy("Next step to take"),
}
# What others offer to an agency, what they ask of it, and what its own duties ask.
OFFERED = frozenset({"offer", "invitation"})
ASKED = frozenset(
    {
        "task",
        "complaint",
        "investigation",
        "seizure",
        "link_one",
        "link_other",
        "supplement",
    }
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: whose, in which case, since when, until when."""

    kind: str
    case: Case
    title: str
    since: datetime
    until: date | None
    asked_by: Agency
    about: str = ""

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])

    def is_overdue_on(self, day: date) -> bool:
        return self.until is not None and day > self.until


def waiting_list(user: User, at: datetime) -> list[Waiting]:
    """All that waits for the officer's agency, what ends first on top.

    Only of cases of which the officer sees something (INV-14).
    """
    asked = list(asked_of(user, at, OFFERED | ASKED))
    rows = [
        *shown(asked, user, at),
        *_steps(user, at, Case.objects.visible_to(user, at)),
    ]
    return sorted(
        rows, key=lambda row: (row.until is None, row.until or date.max, row.since)
    )


def asked_of(user: User, at: datetime, about: Iterable[str]) -> Any:
    """What waits for the officer's agency beside the steps, in one query."""
    seen = Case.objects.visible_to(user, at).values("pk")
    first, *rest = (
        _MAKERS[name](user, at).filter(case__in=seen) for name in sorted(set(about))
    )
    columns = [f"w_{name}" for name in ("kind", "about", "title", "since", "until")]
    columns += ["w_by", "case"]
    rows = first.order_by().values(*columns)
    if rest:
        rows = rows.union(*(row.order_by().values(*columns) for row in rest), all=True)
    return rows.order_by(F("w_until").asc(nulls_last=True), "w_since", "w_about")


def shown(rows: Iterable[dict[str, Any]], user: User, at: datetime) -> list[Waiting]:
    """Those rows with their cases and agencies; three queries at most."""
    rows = list(rows)
    if not rows:
        return []
    cases = Case.objects.select_related("lead_agency").in_bulk(
        {row["case"] for row in rows}
    )
    agencies = {case.lead_agency_id: case.lead_agency for case in cases.values()}
    missing = {row["w_by"] for row in rows} - agencies.keys()
    if missing:
        agencies |= Agency.objects.in_bulk(missing)
    hidden = hidden_names(cases, user, at)
    return [
        Waiting(
            kind=row["w_kind"],
            case=cases[row["case"]],
            title=without_names(row["w_title"], hidden.get(row["case"], ())),
            since=row["w_since"],
            until=row["w_until"],
            asked_by=agencies[row["w_by"]],
            about=row["w_about"],
        )
        for row in rows
    ]


def _told(
    rows: Any, kind: Any, *, title: str, since: str, until: Any, by: str
) -> models.QuerySet[Any]:
    """The columns that all of them share."""
    text = models.TextField()
    return rows.annotate(  # type: ignore[no-any-return]
        w_kind=Cast(kind, text),
        w_about=Cast("pk", text),
        w_title=Cast(title, text),
        w_since=F(since),
        w_until=Cast(until, models.DateField()),
        w_by=F(by),
    )


def _offers(user: User, at: datetime) -> models.QuerySet[Any]:
    """A matter that its receiver passed on at once is a referral."""
    is_new = Q(kind=TransferKind.LEAD, came_from__in=["", CaseState.RECEIVED])
    return _told(
        Transfer.objects.filter(
            of_agency("to_agency", user, at), state=TransferState.OFFERED
        ),
        models.Case(When(is_new, then=Value("referral")), default=Value("hand_over")),
        title="reason",
        since="offered_at",
        until="answer_due_on",
        by="from_agency",
    )


def _tasks(user: User, at: datetime) -> models.QuerySet[Any]:
    is_opinion = Q(kind=TaskKind.OPINION)
    return _told(
        InteragencyTask.objects.open().filter(of_agency("to_agency", user, at)),
        models.Case(When(is_opinion, then=Value("opinion")), default=Value("task")),
        title="title",
        since="asked_at",
        until="due_on",
        by="from_agency",
    )


def _invitations(user: User, at: datetime) -> models.QuerySet[Any]:
    """Bare invitations: a task or an offer says by itself what it asks."""
    same = {"case": OuterRef("case"), "to_agency": OuterRef("agency")}
    offers = Transfer.objects.filter(state=TransferState.OFFERED, **same)
    tasks = InteragencyTask.objects.filter(
        state__in=sorted(map(str, OPEN_TASKS)), **same
    )
    return _told(
        Participation.objects.filter(
            ~Exists(offers),
            ~Exists(tasks),
            of_agency("agency", user, at),
            accepted_at__isnull=True,
            declined_at__isnull=True,
        ),
        Value("invitation"),
        title="purpose",
        since="invited_at",
        until="answer_due_on",
        by="case__lead_agency",
    )


def _complaints(user: User, at: datetime) -> models.QuerySet[Any]:
    """Who decided settles the first, the second level the second."""
    first = Q(
        of_agency("case__competent_authority", user, at),
        state__in=FIRST_LEVEL,
    )
    second = Q(of_agency("second_agency", user, at), state__in=SECOND_LEVEL)
    return _told(
        Complaint.objects.filter(first | second),
        Value("complaint"),
        title="content",
        since="registered_at",
        until=_running(
            Family.COMPLAINT_ACCEPTANCE,
            Family.COMPLAINT_FIRST,
            Family.COMPLAINT_SECOND,
            about=True,
        ),
        by="case__lead_agency",
    )


def _investigations(user: User, at: datetime) -> models.QuerySet[Any]:
    """The body that took the file says what comes of it."""
    return _told(
        Transfer.objects.filter(
            of_agency("to_agency", user, at),
            kind=TransferKind.TO_PROCEEDINGS,
            state=TransferState.ACCEPTED,
            case__state=CaseState.TRANSFERRED,
        ),
        Value("investigation"),
        title="reason",
        since="answered_at",
        until=_running(Family.INVESTIGATION, about=False),
        by="from_agency",
    )


def _seizures(user: User, at: datetime) -> models.QuerySet[Any]:
    """Of the own cases, from two working days before their period ends on."""
    soon = load_calendar().working_days_from(local_day(at), ALARM_WORKING_DAYS)[-1]
    ends = _running(Family.SEIZURE, about=True)
    warned = _running(Family.SEIZURE, about=True, column="strict_due")
    return _told(
        Seizure.objects.alias(warned_on=warned).filter(
            of_agency("case__lead_agency", user, at),
            state__in=sorted(map(str, HOLDING)),
            warned_on__lte=soon,
        ),
        Value("seizure"),
        title="reason",
        since="drafted_at",
        until=ends,
        by="case__lead_agency",
    )


def _supplements(user: User, at: datetime) -> models.QuerySet[Any]:
    """What officers recorded of a visit after its case had begun, not settled yet."""
    grown = Case.objects.filter(inspection=OuterRef("visit")).order_by("pk")
    own = Case.objects.visible_as(READING, user, at).filter(
        of_agency("lead_agency", user, at), inspection=OuterRef("visit")
    )
    return _told(
        FieldRecord.objects.to_settle()
        .filter(Exists(own))
        .annotate(case=Subquery(grown.values("pk")[:1])),
        Value("supplement"),
        title="visit__number",
        since="completed_at",
        until=Value(None),
        by="agency",
    )


_ONE, _OTHER = "one_source_id", "other_source_id"


def _links(own: str, other: str) -> Callable[[User, datetime], models.QuerySet[Any]]:
    """What a case shares with another record: the lead of each case is told of it.

    Of the other side whose matter it is; of a restricted case nobody outside is told.
    """

    def rows(user: User, at: datetime) -> models.QuerySet[Any]:
        led = Case.objects.visible_as(READING, user, at).filter(
            of_agency("lead_agency", user, at)
        )
        theirs = Case.objects.filter(pk=OuterRef(other))
        visits = Inspection.objects.filter(pk=OuterRef(other))
        agency = Coalesce(
            Subquery(theirs.values("lead_agency")[:1]),
            Subquery(visits.values("agency")[:1]),
            Subquery(Case.objects.filter(pk=OuterRef(own)).values("lead_agency")[:1]),
        )
        found = Link.objects.proposed().filter(
            ~Exists(theirs.filter(is_restricted=True)),
            **{own.removesuffix("_id"): LinkSource.CASE},
            **{f"{own}__in": led.values("pk")},
        )
        if own != _ONE:
            # Between two cases of one lead it is told once.
            found = found.exclude(
                one_source=LinkSource.CASE, one_source_id__in=led.values("pk")
            )
        return _told(
            found.annotate(case=F(own), whose=agency),
            Value("link"),
            title="shown",
            since="proposed_at",
            until=Value(None),
            by="whose",
        )

    return rows


def _running(*families: str, about: bool, column: str = "due") -> Subquery:
    """The end of the part's own running clock, or of its case's."""
    clocks = Deadline.objects.filter(
        case=OuterRef("case"), family__in=families, status=ClockStatus.RUNNING
    )
    if about:
        clocks = clocks.filter(about=Cast(OuterRef("pk"), models.CharField()))
    return Subquery(clocks.order_by(column, "pk").values(column)[:1])


_MAKERS: dict[str, Callable[[User, datetime], models.QuerySet[Any]]] = {
    "offer": _offers,
    "task": _tasks,
    "invitation": _invitations,
    "complaint": _complaints,
    "investigation": _investigations,
    "seizure": _seizures,
    "link_one": _links(_ONE, _OTHER),
    "link_other": _links(_OTHER, _ONE),
    "supplement": _supplements,
}


def _steps(user: User, at: datetime, seen: Any) -> list[Waiting]:
    """Cases whose next step is the agency's; those to be signed by their own name."""
    entered = CaseEvent.objects.filter(
        case=OuterRef("pk"), to_state=OuterRef("state")
    ).exclude(from_state=OuterRef("state"))
    cases = (
        seen.whose_turn_is(user, at)
        .for_list()
        .annotate(
            entered_at=Subquery(entered.order_by("-entry_id").values("recorded_at")[:1])
        )
    )
    cases = list(cases)
    titles = titles_for(cases, user, at)
    return [
        Waiting(
            kind="signature" if case.state == CaseState.PENDING_DECISION else "step",
            case=case,
            title=titles[case.pk],
            since=case.entered_at or case.received_at,
            until=case.due_on,
            asked_by=case.lead_agency,
        )
        for case in cases
    ]
