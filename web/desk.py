"""“Việc của tôi”: what waits for a person, block by block, by the roles he holds.

Each block shows at most seven rows, its count, and where the same rows are a list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from agencies.kinds import Role
from agencies.models import User
from cases import services
from cases.models import Case
from cases.policies import VIEWS
from cases.states import CaseState
from inspections.models import Inspection, InspectionPlan
from inspections.states import OPEN_VISIT_STATES, PlanState, VisitState
from kernel.clock import local_day
from web import case_page
from web.asked_of_us import AskedOfUs
from web.calendar_memory import known_calendar
from web.desk_rows import MOST_COUNTED, MOST_ROWS, Block, Row
from web.from_the_field import FromTheField
from web.keepers import Keepers

MOST_BLOCKS = 4


@dataclass(frozen=True, slots=True)
class Desk(AskedOfUs, FromTheField, Keepers):
    officer: User
    now: datetime
    today: date = field(init=False)
    # The cases in the blocks, and their titles as this officer may read them.
    told: list[Case] = field(init=False, default_factory=list)
    titles: dict[UUID, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", local_day(self.now))

    def blocks(self) -> list[Block]:
        """The blocks of all roles held, in the order of the roles, each once."""
        roles = self.officer.roles_on(self.today)
        found: dict[str, Block] = {}
        for held, makers in _MAKERS:
            if held & roles:
                for make in makers:
                    if make.__name__ not in found:
                        found[make.__name__] = make(self)
        self.titles.update(services.titles_for(self.told, self.officer, self.now))
        return list(found.values())

    def cases(self) -> Any:
        return Case.objects.visible_to(self.officer, self.now)

    def told_cases(self) -> Any:
        """Cases with more than a card: a block says what they are about."""
        views = [view for view in VIEWS if view != "case.view_card"]
        return Case.objects.visible_as(views, self.officer, self.now)

    def visits(self) -> Any:
        return Inspection.objects.visible_to(self.officer, self.now)

    # Inspectors and team leads

    def visits_of_mine(self) -> Block:
        rows = self.visits().with_member(self.officer).open().order_by("scheduled_on")
        rows = rows.select_related("facility__ward", "agency")
        return self._block(
            "visits",
            _("My visits"),
            _("Visits"),
            rows,
            self._visit,
            reverse("inspections"),
        )

    def visits_to_decide(self) -> Block:
        rows = self.visits().filter(
            agency=self.officer.agency_id, state=VisitState.PLANNED
        )
        rows = rows.order_by("scheduled_on").select_related("facility__ward", "agency")
        address = f"{reverse('inspections')}?state={VisitState.PLANNED}"
        return self._block(
            "decide",
            _("Visits that wait for a decision"),
            _("Visits to decide"),
            rows,
            self._visit,
            address,
        )

    # Cases

    def cases_of_mine(self) -> Block:
        rows = self.cases().waiting_for_me(self.officer, self.now)
        rows = rows.exclude(state=CaseState.PENDING_DECISION)
        return self._cases(
            "mine", _("Waits for me"), _("Waits for me"), rows, "?view=mine"
        )

    def overdue(self) -> Block:
        rows = self.told_cases().overdue_on(self.today)
        return self._cases(
            "overdue", _("Overdue"), _("Overdue"), rows, "?view=overdue", tone="r"
        )

    def due_soon(self) -> Block:
        last = known_calendar().working_days_from(self.today, 3)[-1]
        rows = self.told_cases().open().filter(due_on__range=(self.today, last))
        return self._cases(
            "soon",
            _("Due within three working days"),
            _("Due in three days"),
            rows,
            "?view=soon",
            tone="w",
        )

    def to_sign(self) -> Block:
        rows = self.cases().waiting_for_me(self.officer, self.now)
        rows = rows.filter(state=CaseState.PENDING_DECISION).for_list()
        return self._block(
            "sign",
            _("Waiting for my signature"),
            _("To sign"),
            rows.order_by(F("due_on").asc(nulls_last=True), "id"),
            lambda case: self._case(case, step="sign_decision"),
            f"{reverse('cases')}?state={CaseState.PENDING_DECISION}",
        )

    def returned_drafts(self) -> Block:
        rows = self.cases().filter(
            state=CaseState.RECORDED,
            drafts__returned_at__isnull=False,
            assignments__officer=self.officer,
            assignments__ended_at__isnull=True,
        )
        return self._cases(
            "returned",
            _("Drafts returned for changes"),
            _("Drafts returned"),
            rows.distinct(),
            f"?state={CaseState.RECORDED}",
        )

    def proposals(self) -> Block:
        rows = self.cases().filter(
            proposal__isnull=False, proposal__settled_at__isnull=True
        )
        rows = rows.exclude(proposal__proposed_by=self.officer)
        return self._cases(
            "proposals",
            _("Proposals to decide"),
            _("Proposals"),
            rows,
            "?view=waiting",
        )

    def to_deliver(self) -> Block:
        rows = self.cases().filter(state=CaseState.DECIDED)
        return self._cases(
            "deliver",
            _("Decisions to send and confirm"),
            _("To deliver"),
            rows,
            f"?state={CaseState.DECIDED}",
            step="confirm_delivery",
        )

    def overdue_by_agency(self) -> Block:
        rows = (
            self.cases()
            .overdue_on(self.today)
            .order_by()
            .values("lead_agency__short_name", "lead_agency__kind")
            .annotate(n=Count("pk"))
            .order_by("-n", "lead_agency__short_name")
        )
        return self._block(
            "by_agency",
            _("Overdue by agency"),
            _("Agencies with overdue cases"),
            rows,
            lambda row: Row(
                row["lead_agency__short_name"],
                f"{reverse('cases')}?view=overdue&lead={row['lead_agency__kind']}",
                end=str(row["n"]),
                tone="over",
            ),
            f"{reverse('cases')}?view=overdue",
            tone="r",
        )

    # Plans

    def plans_waiting(self) -> Block:
        plans = InspectionPlan.objects.visible_to(self.officer, self.now)
        waiting = Q(state=PlanState.DRAFT, proposed_by__isnull=False)
        waiting |= Q(state__in=[PlanState.REVIEWED, PlanState.APPROVED])
        rows = plans.filter(waiting, agency=self.officer.agency_id)
        return self._block(
            "plans",
            _("Plans on their way"),
            _("Plans"),
            rows.select_related("agency").order_by("year", "id"),
            lambda plan: Row(
                plan.title,
                reverse("plan", args=[plan.pk]),
                plan.get_kind_display(),
                end=plan.get_state_display(),
            ),
            reverse("plans"),
        )

    def plan_progress(self) -> Block:
        plans = InspectionPlan.objects.visible_to(self.officer, self.now).of_year(
            self.today.year
        )
        rows = plans.published().for_list()
        return self._block(
            "progress",
            _("Progress of this year's plans"),
            _("Plans of the year"),
            rows,
            lambda plan: Row(
                plan.title,
                reverse("plan", args=[plan.pk]),
                agency=plan.agency,
                end=_("%(done)s of %(total)s")
                % {"done": plan.items_done, "total": plan.items_total},
            ),
            f"{reverse('plans')}?year={self.today.year}",
        )

    # A commune

    def visits_in_my_ward(self) -> Block:
        week = self.today + timedelta(days=7)
        rows = self.visits().filter(
            ward=self.officer.agency.ward_id,
            state__in=OPEN_VISIT_STATES,
            scheduled_on__range=(self.today - timedelta(days=7), week),
        )
        rows = rows.order_by("scheduled_on").select_related("facility__ward", "agency")
        return self._block(
            "ward",
            _("Visits in the commune this week"),
            _("Visits in the commune"),
            rows,
            self._visit,
            reverse("inspections"),
        )

    # Registry, law, oversight, administration

    def authority_to_confirm(self) -> Block:
        rows = self.cases().filter(
            state__in=[CaseState.RECORDED, CaseState.PENDING_DECISION],
            confirmation__isnull=True,
            violations__behaviour__fine_max_individual_vnd__isnull=True,
            violations__behaviour__fine_max_organisation_vnd__isnull=True,
        )
        return self._cases(
            "authority",
            _("Cases whose frame is not loaded"),
            _("To confirm"),
            rows.distinct(),
            "?view=open",
            step="confirm_authority",
        )

    # Rows

    def _cases(
        self,
        name: str,
        title: str,
        short: str,
        rows: Any,
        query: str,
        *,
        tone: str = "",
        step: str = "",
    ) -> Block:
        ordered = rows.for_list().order_by(F("due_on").asc(nulls_last=True), "id")
        return self._block(
            name,
            title,
            short,
            ordered,
            lambda case: self._case(case, step=step),
            f"{reverse('cases')}{query}",
            tone=tone,
        )

    def _block(
        self,
        name: str,
        title: str,
        short: str,
        rows: Any,
        show: Callable[[Any], Row],
        address: str,
        *,
        tone: str = "",
    ) -> Block:
        """One query for the rows, a second one only where there are more than shown."""
        found = list(rows[: MOST_ROWS + 1])
        count = len(found)
        if count > MOST_ROWS:
            count = rows.order_by()[: MOST_COUNTED + 1].count()
        self.told.extend(row for row in found[:MOST_ROWS] if isinstance(row, Case))
        shown = [show(row) for row in found[:MOST_ROWS]]
        return Block(name, title, short, shown, count, address, tone if count else "")

    def _case(self, case: Case, *, step: str = "") -> Row:
        place = case.facility.name if case.facility is not None else ""
        ward = case.ward.name if case.ward is not None else ""
        address = reverse("case", args=[case.number])
        if step:
            address = reverse("case_step", args=[case.number, step])
        end, tone, end_sub = "", "", ""
        if case.due_on is not None:
            end, tone = case_page.time_left(
                case.due_on, today=self.today, in_working_days=True
            )
            end_sub = f"{case.due_on:%d/%m/%Y}"
        else:
            end = str(case_page.chip_of(case)[1])
        return Row(
            lazy(self.titles.__getitem__, str)(case.pk),
            address,
            " · ".join(filter(None, (case.number, place, ward))),
            case.lead_agency,
            end,
            end_sub or str(case_page.next_step_of(case)),
            tone,
        )

    def _visit(self, visit: Inspection) -> Row:
        days = (visit.scheduled_on - self.today).days
        tone = "over" if days < 0 else "soon" if days == 0 else ""
        end = _("Today") if days == 0 else f"{visit.scheduled_on:%d/%m/%Y}"
        ward = visit.facility.ward.name if visit.facility.ward is not None else ""
        return Row(
            visit.facility.name,
            reverse("inspection", args=[visit.number]),
            " · ".join(filter(None, (visit.number, ward))),
            visit.agency,
            end,
            visit.get_state_display(),
            tone,
        )


# In the order of the roles; who holds several sees their blocks one after the other.
_MAKERS: tuple[tuple[frozenset[str], tuple[Callable[[Desk], Block], ...]], ...] = (
    (
        frozenset({Role.INSPECTOR, Role.TEAM_LEAD}),
        (Desk.visits_of_mine, Desk.cases_of_mine),
    ),
    (
        frozenset({Role.TEAM_LEAD}),
        (Desk.field_records_to_settle, Desk.double_answers),
    ),
    (
        frozenset({Role.CASE_HANDLER}),
        (
            Desk.cases_of_mine,
            Desk.overdue,
            Desk.due_soon,
            Desk.returned_drafts,
            Desk.waits_for_us,
            Desk.tip_offs_to_triage,
        ),
    ),
    (
        frozenset({Role.POLICE_COORDINATOR}),
        (
            Desk.offered_to_us,
            Desk.asked_of_us,
            Desk.cases_of_mine,
            Desk.overdue,
            Desk.due_soon,
            Desk.tip_offs_to_triage,
        ),
    ),
    (
        frozenset({Role.MANAGER}),
        (
            Desk.proposals,
            Desk.waits_for_us,
            Desk.tip_offs_to_triage,
            Desk.overdue_by_agency,
            Desk.plans_waiting,
            Desk.visits_to_decide,
            Desk.plan_progress,
        ),
    ),
    (
        frozenset({Role.SANCTIONER}),
        (
            Desk.to_sign,
            Desk.waits_for_us,
            Desk.plans_waiting,
            Desk.visits_to_decide,
        ),
    ),
    (frozenset({Role.COMMUNE_OFFICER}), (Desk.visits_in_my_ward, Desk.waits_for_us)),
    (frozenset({Role.CLERK}), (Desk.to_deliver, Desk.waits_for_us)),
    (
        frozenset({Role.REGISTRY_OFFICER}),
        (
            Desk.licences_ending,
            Desk.obligations_overdue,
            Desk.doubtful_duplicates,
            Desk.merges_waiting,
        ),
    ),
    (
        frozenset({Role.LEGAL_OFFICER}),
        (
            Desk.authority_to_confirm,
            Desk.law_proposed,
            Desk.checklists_proposed,
            Desk.law_not_confirmed,
        ),
    ),
    (frozenset({Role.AUDITOR}), (Desk.refused_attempts,)),
    (
        frozenset({Role.ADMIN}),
        (Desk.grants_ending, Desk.law_proposed, Desk.checklists_proposed),
    ),
)
