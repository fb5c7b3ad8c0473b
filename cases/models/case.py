"""The case itself: one violation matter from intake to closing."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from agencies import access
from agencies.kinds import AgencyKind, Role
from agencies.models import Agency, User, Ward
from cases.querysets import CaseQuerySet
from cases.states import EDGES, CaseState, Channel, Family, ProposalKind, Source
from cases.workflow import CaseWorkflow
from facilities.search import document, words_of
from kernel.clock import local_day
from kernel.ids import uuid7

if TYPE_CHECKING:
    from datetime import datetime

    from cases.models.history import Deadline, Proposal
    from cases.models.joint import BreakGlass
    from cases.models.people import Respondent

HEADS = frozenset({Role.SANCTIONER, Role.MANAGER})
# Where an officer as loaded keeps the cases whose glass he broke.
GLASS_CACHE = "_glass_broken"


class Case(CaseWorkflow):
    """Vụ việc. Steps are taken through `cases.services`; nothing else writes here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=20, unique=True, editable=False)
    title = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1, editable=False)
    lead_agency = models.ForeignKey(Agency, models.PROTECT, related_name="cases_led")
    # Whose sanctioners sign: from the start the lead agency itself.
    competent_authority = models.ForeignKey(
        Agency, models.PROTECT, related_name="cases_decided"
    )
    referrer = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="cases_referred"
    )
    source = models.CharField(max_length=20, choices=Source.choices)
    source_note = models.TextField(blank=True)
    inspection = models.ForeignKey(
        "inspections.Inspection",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
    )
    tip_off = models.ForeignKey(
        "inspections.TipOff",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
    )
    facility = models.ForeignKey(
        "facilities.Facility",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
    )
    ward = models.ForeignKey(
        Ward, models.PROTECT, null=True, blank=True, related_name="cases"
    )
    place = models.CharField(max_length=300, blank=True)
    channel = models.CharField(
        max_length=10, choices=Channel.choices, default=Channel.OFFLINE
    )
    # Group of the first behaviour: printing, distribution, online, copyright …
    group = models.CharField(max_length=20, blank=True)
    detected_on = models.DateField()
    is_respondent_unknown = models.BooleanField(default=False)
    # Many people, a wide scope: the record may take five working days (D-RECORD-CPX).
    is_complex = models.BooleanField(default=False)
    is_restricted = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    received_on = models.DateField()
    executed_on = models.DateField(null=True, blank=True)
    # The parts that count now; earlier ones stay behind their related names.
    violation_record = models.ForeignKey(
        "cases.ViolationRecord", models.PROTECT, null=True, related_name="+"
    )
    explanation = models.ForeignKey(
        "cases.Explanation", models.PROTECT, null=True, related_name="+"
    )
    draft = models.ForeignKey(
        "cases.DecisionDraft", models.PROTECT, null=True, related_name="+"
    )
    decision = models.ForeignKey(
        "cases.SanctionDecision", models.PROTECT, null=True, related_name="+"
    )
    no_sanction_decision = models.ForeignKey(
        "cases.NoSanctionDecision", models.PROTECT, null=True, related_name="+"
    )
    proposal = models.ForeignKey(
        "cases.Proposal", models.PROTECT, null=True, related_name="+"
    )
    confirmation = models.ForeignKey(
        "cases.AuthorityConfirmation", models.PROTECT, null=True, related_name="+"
    )
    # What runs beside the case and counts now.
    transfer = models.ForeignKey(
        "cases.Transfer", models.PROTECT, null=True, related_name="+"
    )
    outcome = models.ForeignKey(
        "cases.ProceedingsOutcome", models.PROTECT, null=True, related_name="+"
    )
    # The file on its way to the competent authority, or out of the system.
    file_offer = models.ForeignKey(
        "cases.Transfer", models.PROTECT, null=True, related_name="+"
    )
    lead_offer = models.ForeignKey(
        "cases.Transfer", models.PROTECT, null=True, related_name="+"
    )
    criminal_sign = models.ForeignKey(
        "cases.CriminalSign", models.PROTECT, null=True, related_name="+"
    )
    relief = models.ForeignKey(
        "cases.FineRelief", models.PROTECT, null=True, related_name="+"
    )
    enforcement = models.ForeignKey(
        "cases.EnforcementDecision", models.PROTECT, null=True, related_name="+"
    )
    suspension = models.ForeignKey(
        "cases.ExecutionSuspension", models.PROTECT, null=True, related_name="+"
    )
    # How many of each are open, kept under the case's lock: guards read no lists.
    open_seizures = models.PositiveSmallIntegerField(default=0, editable=False)
    open_experts = models.PositiveSmallIntegerField(default=0, editable=False)
    open_tasks = models.PositiveSmallIntegerField(default=0, editable=False)
    open_complaints = models.PositiveSmallIntegerField(default=0, editable=False)
    missing_receipts = models.PositiveSmallIntegerField(default=0, editable=False)
    # Does some act exceed the ceiling of the lead's own head? None: figures missing.
    exceeds_lead = models.BooleanField(null=True, editable=False)
    # Facts that choose a limit (deadline rules, section 2).
    verification_on = models.DateField(null=True, blank=True)
    # Exceptionally serious and complex: two months, approved in writing.
    two_months_approval = models.CharField(max_length=200, blank=True)
    # The respondent evades the execution of the decision (Điều 74 Luật XLVPHC).
    evading_since = models.DateField(null=True, blank=True)
    evasion_ended_on = models.DateField(null=True, blank=True)
    # An expert's answer or a valuation came in before there was a record.
    result_received_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    respondent_known_on = models.DateField(null=True, blank=True)
    # The next duty that runs out, kept by `services.deadlines` for lists and counts.
    due_on = models.DateField(null=True, blank=True)
    due_rule = models.CharField(max_length=20, blank=True)
    folded = models.TextField(editable=False, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["due_on", "id"], name="case_due"),
            models.Index(fields=["-received_at", "-id"], name="case_received"),
            models.Index(fields=["lead_agency", "state"], name="case_lead_state"),
            GinIndex(fields=["folded"], name="case_folded", opclasses=["gin_trgm_ops"]),
            GinIndex(words_of("folded"), name="case_search"),
            GinIndex(words_of("title"), name="case_marked"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="case_edges",
                field="state",
                transitions=[(a, b) for a, ends in EDGES.items() for b in ends],
                condition=pgtrigger.AnyChange("state"),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="case_state_known", condition=Q(state__in=CaseState.values)
            ),
            models.CheckConstraint(
                name="case_source_known", condition=Q(source__in=Source.values)
            ),
            models.CheckConstraint(
                name="case_channel_known", condition=Q(channel__in=Channel.values)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def fold_text(self) -> None:
        """Refresh what the search reads: number, title, facility, respondents."""
        texts = [self.title, self.place]
        numbers = [self.number]
        if self.facility is not None:
            texts.append(self.facility.name)
            numbers.append(self.facility.tax_code or "")
        if self.pk and not self._state.adding:
            texts += [respondent.name for respondent in self.respondents.all()]
        self.folded = document(texts, numbers)

    # What `can` asks -------------------------------------------------------------

    def relations_of(self, actor: User, at: datetime) -> frozenset[str]:
        """How the officer's agency stands to the case (security rules, section 1)."""
        found = set()
        if access.shares_relations_of(actor, self.lead_agency, at):
            found.add("lead")
        elif access.shares_relations_of(actor, self.competent_authority, at):
            found.add("competent")
        for part in self.participations.all():
            if access.shares_relations_of(actor, part.agency, at):
                found.add("supporting")
        if self.referrer_id and self.referrer_id == actor.agency_id:
            found.add("referrer")
        if self.ward_id and self.ward_id == actor.agency.ward_id:
            found.add("territory")
        if actor.agency.kind == AgencyKind.UBND_TINH or (
            Role.AUDITOR in actor.roles_on(local_day(at))
        ):
            found.add("oversight")
        # Who sees the whole file anyway has no glass to break.
        if not found & {"lead", "competent"} and self._is_read_through_glass(actor, at):
            found.add("breakglass")
        return frozenset(found or {"none"})

    def _is_read_through_glass(self, actor: User, at: datetime) -> bool:
        """Read once for an officer as loaded: only heads may break glass at all."""
        if not HEADS & actor.roles_on(local_day(at)):
            return False
        known: dict[Any, list[BreakGlass]] | None = actor.__dict__.get(GLASS_CACHE)
        if known is None:
            known = {}
            for broken in actor.glass_broken.all():
                known.setdefault(broken.case_id, []).append(broken)
            actor.__dict__[GLASS_CACHE] = known
        return any(broken.is_open_at(at) for broken in known.get(self.pk, ()))

    def is_assigned(self, officer: User) -> bool:
        return any(
            part.officer_id == officer.pk and part.ended_at is None
            for part in self.assignments.all()
        )

    def is_handled_by_nobody(self) -> bool:
        return not any(part.ended_at is None for part in self.assignments.all())

    # The file, as guards and pages read it -------------------------------------------

    @property
    def respondent(self) -> Respondent | None:
        """The first respondent: the one that a case with a single one is about."""
        return next(iter(self.respondents.all()), None)

    @property
    def is_evading(self) -> bool:
        """Does the respondent evade execution, as far as is known?"""
        return self.evading_since is not None and self.evasion_ended_on is None

    def open_proposal(self, kind: ProposalKind) -> Proposal | None:
        """The proposal of a kind that waits for its second person."""
        proposal = self.proposal
        if proposal is None or not proposal.is_open or proposal.kind != kind:
            return None
        return proposal

    def clock(self, family: str) -> Deadline | None:
        """The clock of a family that counts now: not replaced by another."""
        return next(
            (
                clock
                for clock in self.deadlines.all()
                if clock.family == family and clock.is_current
            ),
            None,
        )

    @property
    def next_clock(self) -> Deadline | None:
        """The one clock that matters most: the running duty that ends first."""
        return min(
            (clock for clock in self.deadlines.all() if clock.is_running_duty),
            key=lambda clock: (clock.due, clock.pk),
            default=None,
        )

    @cached_property
    def act_ended_on(self) -> date | None:
        """When the last of the acts ended; None while any goes on."""
        ends = [violation.act_ended_on for violation in self.violations.all()]
        return None if not ends or None in ends else max(ends)  # type: ignore[type-var]

    def late_interest_owed(self, *, on: date) -> int:
        """Late interest still owed if all is settled on that day, in whole dong.

        0.05 percent of the unpaid fine for each day from the day after the term to
        the day before payment (Điều 78.1 Luật XLVPHC; TT 18/2023/TT-BTC Điều 5).
        """
        decision, clock = self.decision, self.clock(Family.EXECUTION)
        if decision is None or clock is None or on <= clock.strict_due:
            return 0
        return decision.late_interest_owed(clock=clock, on=on)

    @property
    def supporting_agencies(self) -> list[Agency]:
        return [part.agency for part in self.participations.all()]
