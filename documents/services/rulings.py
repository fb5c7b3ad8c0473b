"""Decisions that are acts of the state machine, each printed and issued with its act.

Each act here is the one of `cases.services` or `inspections.services` by the same
name. It takes and raises what that does, and TemplateMissing: a paper that cannot be
printed leaves no signature behind, and no number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from agencies import numbers
from agencies.models import Agency, Delegation, User
from cases import conditions
from cases import services as cases
from cases.models import (
    Case,
    DecisionRevision,
    EnforcementDecision,
    ExecutionSuspension,
    FineRelief,
    NoSanctionDecision,
    Reopening,
    SanctionDecision,
    Transfer,
)
from cases.models.execution import SignedAct
from cases.services.deciding import DECISION_REGISTER, REMEDY_REGISTER
from cases.services.signing import (
    ENFORCEMENT_REGISTER,
    RELIEF_REGISTER,
    REVISION_REGISTER,
    SUSPENSION_REGISTER,
)
from cases.services.transferring import TRANSFER_REGISTER
from cases.states import RevisionKind
from documents.figures import document_number
from documents.form_ids import FormId
from documents.forms import fine_relief, measures_decision
from documents.forms.criminal_transfer import CriminalTransferForm
from documents.forms.enforcement_decision import EnforcementDecisionForm
from documents.forms.fine_relief import FineReliefForm
from documents.forms.inspection_conclusion import InspectionConclusionForm
from documents.forms.inspection_decision import InspectionDecisionForm
from documents.forms.measures_decision import MeasuresDecisionForm
from documents.forms.reopening_decision import ReopeningDecisionForm
from documents.forms.revision import AmendDecisionForm, AnnulDecisionForm
from documents.forms.ruling import Ruling, Written
from documents.forms.sanction_on_spot import SanctionOnSpotForm
from documents.forms.suspension_decision import SuspensionDecisionForm
from documents.models import FormTemplate
from documents.services.issuing import issue
from inspections import services as inspections
from inspections.models import Inspection, InspectionConclusion, InspectionDecision
from kernel.clock import local_day
from kernel.errors import NotPermitted

# Of acts that the state machine does not number: agency practice.
REOPENING_REGISTER = "QĐ-MLHS"

Asked = ParamSpec("Asked")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that an act has made necessary: its number is taken, it is not printed.

    `build` gets the version of the form that holds on the day of the act.
    """

    form: FormId
    agency: Agency
    register: str
    number: int
    number_text: str
    signed_on: date
    signed_by: User
    build: Callable[[FormTemplate], Ruling]
    case: Case | None = None
    inspection: Inspection | None = None
    delegation: Delegation | None = None

    def printed(self) -> tuple[Ruling, FormTemplate]:
        template = FormTemplate.objects.current(
            self.form, agency=self.agency, on=self.signed_on
        )
        return self.build(template), template


Papers = Callable[[Any, User, datetime], Iterator[Paper]]
# By the act that issues: the act itself, and the papers of what it makes.
ISSUING: dict[Callable[..., Any], tuple[Callable[..., Any], Papers]] = {}


def issuing(act: Callable[Asked, Made], papers: Papers) -> Callable[Asked, Made]:
    """An act, and the papers of what it made: both or neither."""

    @wraps(act)
    @transaction.atomic
    def acted(*args: Asked.args, **asked: Asked.kwargs) -> Made:
        made = act(*args, **asked)
        by: Any = asked["by"]
        at: Any = asked["at"]
        for paper in papers(made, by, at):
            issue_paper(paper, by=by, at=at)
        return made

    ISSUING[acted] = act, papers
    return acted


def issue_paper(paper: Paper, *, by: User, at: datetime) -> None:
    form, template = paper.printed()
    issue(
        form=form,
        form_id=paper.form,
        template=template,
        agency=paper.agency,
        register=paper.register,
        year=paper.signed_on.year,
        number=paper.number,
        number_text=paper.number_text,
        issued_on=paper.signed_on,
        signed_by=paper.signed_by,
        by=by,
        at=at,
        case=paper.case,
        inspection=paper.inspection,
        delegation=paper.delegation,
    )


def on_the_spot(decision: SanctionDecision, by: User, at: datetime) -> Iterator[Paper]:
    decision = SanctionDecision.objects.get(pk=decision.pk)
    yield Paper(
        FormId.SANCTION_ON_SPOT,
        decision.agency,
        DECISION_REGISTER,
        decision.number,
        decision.number_text,
        decision.signed_on,
        decision.signed_by,
        lambda template: SanctionOnSpotForm.of(decision, template=template),
        case=decision.case,
    )


def without_sanction(
    decided: NoSanctionDecision, by: User, at: datetime
) -> Iterator[Paper]:
    """Nothing is printed where no measure was ordered: then it has no number."""
    if decided.number is None:
        return
    yield Paper(
        measures_decision.form_of(decided),
        decided.agency,
        REMEDY_REGISTER,
        decided.number,
        decided.number_text,
        decided.signed_on,
        decided.signed_by,
        lambda template: MeasuresDecisionForm.of(decided, template=template),
        case=decided.case,
    )


def relief(granted: FineRelief, by: User, at: datetime) -> Iterator[Paper]:
    found = FineRelief.objects.get(pk=granted.pk)
    agency, number, day = found.agency, found.number, found.decided_on
    if agency is None or number is None or day is None:
        return
    act = _written(found.case, found.number_text, by=by, on=day, agency=agency)
    yield Paper(
        fine_relief.FORM_OF[found.kind],
        agency,
        RELIEF_REGISTER,
        number,
        found.number_text,
        day,
        by,
        lambda template: FineReliefForm.of(found, act, template=template),
        case=found.case,
    )


def enforcement(
    ordered: EnforcementDecision, by: User, at: datetime
) -> Iterator[Paper]:
    ordered = EnforcementDecision.objects.get(pk=ordered.pk)
    yield _signed(
        FormId.ENFORCEMENT_DECISION,
        ENFORCEMENT_REGISTER,
        ordered,
        ordered.case,
        lambda template: EnforcementDecisionForm.of(ordered, template=template),
    )


def suspension(made: ExecutionSuspension, by: User, at: datetime) -> Iterator[Paper]:
    yield _signed(
        FormId.SUSPENSION_DECISION,
        SUSPENSION_REGISTER,
        made,
        made.case,
        lambda template: SuspensionDecisionForm.of(made, template=template),
    )


def resumption(case: Case, by: User, at: datetime) -> Iterator[Paper]:
    """The state machine does not number it: the number is taken here."""
    decision = case.decision
    if decision is None:
        return
    step = case.events.filter(transition="resume_execution").latest("entry_id")
    ended = case.suspensions.filter(resumed_on=local_day(at)).last()
    number, act = _numbered(case, SUSPENSION_REGISTER, by=by, on=local_day(at))
    yield Paper(
        FormId.SUSPENSION_DECISION,
        act.agency,
        SUSPENSION_REGISTER,
        number,
        act.number_text,
        act.signed_on,
        by,
        lambda template: SuspensionDecisionForm.of_resumption(
            ended, decision, act, reason=step.reason, template=template
        ),
        case=case,
    )


def revision(made: DecisionRevision, by: User, at: datetime) -> Iterator[Paper]:
    """Correction, amendment or annulment."""
    made = DecisionRevision.objects.get(pk=made.pk)
    is_end = made.kind == RevisionKind.ANNUL
    kind = AnnulDecisionForm if is_end else AmendDecisionForm
    yield _signed(
        FormId.ANNUL_DECISION if is_end else FormId.AMEND_DECISION,
        REVISION_REGISTER,
        made,
        made.case,
        lambda template: kind.of(made, template=template),
    )


def revisions_of(made: Any, by: User, at: datetime) -> Iterator[Paper]:
    """What the result of a complaint did to the decision, in the same act."""
    for row in DecisionRevision.objects.filter(case=made.case_id, signed_at=at):
        yield from revision(row, by, at)


def reopening(made: Reopening, by: User, at: datetime) -> Iterator[Paper]:
    """The reopening, and the end of a decision that was still in force."""
    case = made.case
    number, act = _numbered(case, REOPENING_REGISTER, by=by, on=made.reopened_on)
    yield Paper(
        FormId.REOPENING_DECISION,
        act.agency,
        REOPENING_REGISTER,
        number,
        act.number_text,
        act.signed_on,
        by,
        lambda template: ReopeningDecisionForm.of(made, act, template=template),
        case=case,
    )
    yield from revisions_of(made, by, at)


def criminal_transfer(transfer: Transfer, by: User, at: datetime) -> Iterator[Paper]:
    transfer = Transfer.objects.get(pk=transfer.pk)
    day = transfer.offered_on
    act = _written(transfer.case, transfer.document_no, by=by, on=day)
    yield Paper(
        FormId.CRIMINAL_TRANSFER,
        act.agency,
        TRANSFER_REGISTER,
        int(transfer.document_no.partition("/")[0]),
        transfer.document_no,
        day,
        by,
        lambda template: CriminalTransferForm.of(transfer, act, template=template),
        case=transfer.case,
    )


def inspection_decision(
    decision: InspectionDecision, by: User, at: datetime
) -> Iterator[Paper]:
    yield _of_visit(
        FormId.INSPECTION_DECISION,
        decision,
        lambda template: InspectionDecisionForm.of(decision, template=template),
    )


def inspection_conclusion(
    conclusion: InspectionConclusion, by: User, at: datetime
) -> Iterator[Paper]:
    yield _of_visit(
        FormId.INSPECTION_CONCLUSION,
        conclusion,
        lambda template: InspectionConclusionForm.of(conclusion, template=template),
    )


def _of_visit(
    form: FormId,
    act: InspectionDecision | InspectionConclusion,
    build: Callable[[FormTemplate], Ruling],
) -> Paper:
    template = FormTemplate.objects.current(form, agency=act.agency, on=act.signed_on)
    return Paper(
        form,
        act.agency,
        act.register,
        act.number,
        document_number(act.number, template.number_suffix),
        act.signed_on,
        act.signed_by,
        build,
        inspection=act.inspection,
    )


def _signed(
    form: FormId,
    register: str,
    act: SignedAct,
    case: Case,
    build: Callable[[FormTemplate], Ruling],
) -> Paper:
    return Paper(
        form,
        act.agency,
        register,
        act.number,
        act.number_text,
        act.signed_on,
        act.signed_by,
        build,
        case=case,
    )


def _written(
    case: Case, number_text: str, *, by: User, on: date, agency: Agency | None = None
) -> Written:
    """An act whose row keeps no delegation: the capacity of that day says it."""
    capacity = conditions.capacity_of(by, case, on)
    return Written(
        agency=agency or case.competent_authority,
        number_text=number_text,
        signed_on=on,
        signed_by=by,
        delegation=capacity.delegation if capacity is not None else None,
    )


def _numbered(case: Case, register: str, *, by: User, on: date) -> tuple[int, Written]:
    """Take the next number of a register that only the printed act uses."""
    if conditions.capacity_of(by, case, on) is None:
        raise NotPermitted
    number = numbers.take(
        owner=case.competent_authority_id, register=register, year=on.year
    )
    return number, _written(case, document_number(number, register), by=by, on=on)


sanction_without_record = issuing(cases.sanction_without_record, on_the_spot)
decide_no_sanction = issuing(cases.decide_no_sanction, without_sanction)
grant_relief = issuing(cases.grant_relief, relief)
order_enforcement = issuing(cases.order_enforcement, enforcement)
suspend_execution = issuing(cases.suspend_execution, suspension)
resume_execution = issuing(cases.resume_execution, resumption)
annul_decision = issuing(cases.annul_decision, revision)
correct_decision = issuing(cases.correct_decision, revision)
amend_decision = issuing(cases.amend_decision, revision)
reopen = issuing(cases.reopen, reopening)
transfer_criminal = issuing(cases.transfer_criminal, criminal_transfer)
resolve_complaint = issuing(cases.resolve_complaint, revisions_of)
resolve_second_complaint = issuing(cases.resolve_second_complaint, revisions_of)
decide_inspection = issuing(inspections.decide_inspection, inspection_decision)
issue_conclusion = issuing(inspections.issue_conclusion, inspection_conclusion)
