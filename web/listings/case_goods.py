"""Goods of a case and what follows its decision, as files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from cases import services
from cases.models import Case
from web.listings.case_tabs import named, number_of, of_case, told, typed
from web.templatetags.web import vnd
from web.views.case_goods import clock_of


def _seizures(case: Case, _user: User, _at: datetime) -> Iterator[tuple[Any, Any]]:
    for seizure in case.seizures.prefetch_related("extensions"):
        yield seizure, clock_of(case, seizure)


SEIZURES = of_case(
    "case_seizures",
    "tam-giu",
    _seizures,
    told(_("Decision"), lambda row: row[0].number_text),
    told(_("State"), lambda row: row[0].get_state_display()),
    told(_("Seized on"), lambda row: row[0].seized_on),
    told(_("Record"), lambda row: row[0].minutes_no),
    told(_("Ground"), lambda row: row[0].get_ground_display()),
    (_("Reason"), lambda row: row[1](row[0][0].reason)),
    (_("Kept by"), lambda row: row[1](row[0][0].keeper)),
    told(_("Place"), lambda row: row[0].place),
    told(_("Until"), lambda row: row[1].last_day if row[1] else None),
    told(
        _("Extended"),
        lambda row: "; ".join(
            f"{part.number_text}, {part.signed_on:%d/%m/%Y}"
            for part in row[0].extensions.all()
        ),
    ),
    told(_("Ended"), lambda row: row[0].ended_on),
    (_("Remark"), lambda row: row[1](row[0][0].end_note)),
)


def _goods(case: Case, _user: User, _at: datetime) -> list[Any]:
    return services.goods_of(case)


GOODS = of_case(
    "case_goods",
    "tang-vat",
    _goods,
    told(_("Goods"), lambda row: str(row.item)),
    named(_("Kind"), "item.get_kind_display"),
    typed(_("Description"), "item.description"),
    named(_("Condition"), "item.condition"),
    named(_("Unit"), "item.get_unit_display"),
    number_of(_("Taken"), "balance.taken"),
    number_of(_("Held"), "balance.held"),
    told(_("Place of custody"), lambda row: row.place if row.is_held else ""),
    told(_("Seals"), lambda row: ", ".join(row.seals) if row.is_held else ""),
    named(_("Value (đồng)"), "item.value_vnd"),
)


@dataclass(frozen=True, slots=True)
class _Line:
    item: Any
    line: Any


def _custody(case: Case, _user: User, _at: datetime) -> Iterator[_Line]:
    for row in services.goods_of(case):
        for line in row.lines:
            yield _Line(row.item, line)


CUSTODY = of_case(
    "case_custody",
    "so-quan-ly-tang-vat",
    _custody,
    told(_("Goods"), lambda row: str(row.item)),
    named(_("No."), "line.sequence"),
    named(_("Day"), "line.on"),
    named(_("What happened"), "line.get_kind_display"),
    named(_("Place"), "line.place"),
    typed(_("Remark"), "line.note"),
    number_of(_("Quantity"), "line.quantity"),
    number_of(_("Held"), "line.held_after"),
    typed(_("Handed over by"), "line.from_party"),
    typed(_("Received by"), "line.to_party"),
    named(_("Seal"), "line.seal_no"),
    named(_("Receipt"), "line.receipt_no"),
)


def _experts(case: Case, _user: User, _at: datetime) -> list[Any]:
    return list(case.expert_requests.all())


EXPERTS = of_case(
    "case_experts",
    "giam-dinh",
    _experts,
    named(_("Expert body"), "body"),
    named(_("State"), "get_state_display"),
    typed(_("Questions"), "questions"),
    typed(_("Samples"), "samples"),
    named(_("Seal"), "sample_seal"),
    named(_("Sent"), "sent_on"),
    named(_("Until"), "due_on"),
    typed(_("Conclusion"), "conclusion"),
    named(_("Signed by"), "answer_signer"),
    named(_("Answered"), "answered_on"),
    named(_("Number"), "answer_number"),
    typed(_("Withdrawn"), "withdrawn_reason"),
)


def _valuations(case: Case, _user: User, _at: datetime) -> list[Any]:
    return list(case.valuations.all())


def _member(member: dict[str, str]) -> str:
    title = member.get("title")
    return f"{member['name']} ({title})" if title else member["name"]


VALUATIONS = of_case(
    "case_valuations",
    "dinh-gia",
    _valuations,
    named(_("Started"), "started_on"),
    told(_("Members"), lambda row: "; ".join(map(_member, row.council))),
    named(_("Value (đồng)"), "value_vnd"),
    named(_("Valued on"), "valued_on"),
    typed(_("Waived"), "waived_reason"),
)


def _reliefs(case: Case, _user: User, _at: datetime) -> list[Any]:
    return list(case.reliefs.prefetch_related("instalments"))


RELIEFS = of_case(
    "case_reliefs",
    "hoan-giam-mien-phat",
    _reliefs,
    named(_("Kind"), "get_kind_display"),
    named(_("State"), "get_state_display"),
    named(_("Decision"), "number_text"),
    named(_("Asked for"), "requested_on"),
    typed(_("Reason"), "reason"),
    named(_("Until"), "until"),
    told(
        _("Payments"),
        lambda row: "; ".join(
            f"{vnd(part.amount_vnd)}, {part.due_on:%d/%m/%Y}"
            for part in row.instalments.all()
        ),
    ),
)


def _complaints(case: Case, _user: User, _at: datetime) -> list[Any]:
    return list(case.complaints.all())


COMPLAINTS = of_case(
    "case_complaints",
    "khieu-nai",
    _complaints,
    named(_("Filed"), "filed_on"),
    typed(_("Complainant"), "complainant"),
    named(_("State"), "get_state_display"),
    told(_("Filed late"), lambda row: _now("Yes") if row.is_late else ""),
    typed(_("Text"), "content"),
    named(_("Outcome"), "get_outcome_display"),
    named(_("Settled"), "resolved_on"),
    typed(_("Reason"), "reasoning"),
    named(_("Second outcome"), "get_second_outcome_display"),
    named(_("Settled again"), "second_resolved_on"),
    typed(_("Court"), "court_result"),
    named(_("Judged on"), "court_result_on"),
)


@dataclass(frozen=True, slots=True)
class _Measure:
    """An act on the decision: enforcement, suspension, revision."""

    kind: str
    number: str
    signed_on: date
    text: str
    until: date | None = None


def _measures(case: Case, _user: User, _at: datetime) -> Iterator[_Measure]:
    for act in case.enforcements.all():
        yield _Measure(_now("Enforcement"), act.number_text, act.signed_on, act.measure)
    for act in case.suspensions.all():
        yield _Measure(
            _now("Suspension"),
            act.number_text,
            act.signed_on,
            act.get_ground_display(),
            act.resumed_on,
        )
    for act in case.revisions.all():
        yield _Measure(
            act.get_kind_display(),
            act.number_text,
            act.signed_on,
            f"{act.get_ground_display()}: {act.reason}",
        )


MEASURES = of_case(
    "case_measures",
    "quyet-dinh-thi-hanh",
    _measures,
    named(_("What"), "kind"),
    named(_("Number"), "number"),
    named(_("Signed on"), "signed_on"),
    typed(_("Reason"), "text"),
    named(_("Until"), "until"),
)

LISTINGS = (
    SEIZURES,
    GOODS,
    CUSTODY,
    EXPERTS,
    VALUATIONS,
    RELIEFS,
    COMPLAINTS,
    MEASURES,
)
