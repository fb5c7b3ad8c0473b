"""Goods of a case: what is held where, its custody book, experts and valuations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import access
from cases import goods_steps, services, steps
from cases.conditions import PartInCase
from cases.models import Case
from cases.steps import Step
from documents import services as documents
from evidence.models import EvidenceItem
from kernel.clock import local_day
from kernel.errors import NotPermitted
from web.actions import Action, Reason
from web.errors import refusals_on, require
from web.forms import case_goods as forms
from web.forms.case_steps import StepForm
from web.pages import page, typed
from web.stepup import StepUpForm
from web.views.case_tabs import opened
from web.views.cases import head_of

SEIZURES, EXPERTS, VALUATIONS = "seizures", "experts", "valuations"


@dataclass(frozen=True, slots=True)
class GoodsPage:
    """How an act on goods is asked for: right, form, service, and what it will do."""

    action: str
    form: type[StepForm]
    take: Callable[..., Any]
    will: str | Promise = ""


BEGINNINGS = {
    "draft_seizure": GoodsPage(
        "seizure.draft",
        forms.DraftSeizureForm,
        services.draft_seizure,
        gettext_lazy("The period runs from the day of the actual seizure."),
    ),
    "request_expert": GoodsPage(
        "expert.request",
        forms.RequestExpertForm,
        services.request_expert,
        gettext_lazy("A draft; it is sent by a step of its own."),
    ),
    "start_valuation": GoodsPage(
        "valuation.record",
        forms.StartValuationForm,
        services.start_valuation,
        gettext_lazy("The council fixes the value for frame and authority (Điều 60)."),
    ),
}
PART_PAGES: dict[str, dict[str, GoodsPage]] = {
    SEIZURES: {
        "add": GoodsPage("seizure.draft", forms.AddGoodsForm, services.add_goods),
        "decide": GoodsPage(
            "seizure.decide",
            forms.SignForm,
            documents.decide_seizure,
            gettext_lazy("The decision takes its number and bears today's date."),
        ),
        "extend": GoodsPage(
            "seizure.extend",
            forms.ExtendForm,
            documents.extend_seizure,
            gettext_lazy("A written act of its own, counted from the actual seizure."),
        ),
        "release": GoodsPage(
            "seizure.release",
            forms.GiveAwayForm,
            documents.release_seizure,
            gettext_lazy("The return is written into the custody book."),
        ),
        "confiscate": GoodsPage(
            "seizure.dispose",
            forms.SomeGoodsForm,
            services.confiscate_goods,
            gettext_lazy("The goods stay in custody until they are handed on."),
        ),
        "destroy": GoodsPage(
            "seizure.dispose",
            forms.GiveAwayForm,
            services.destroy_goods,
            gettext_lazy("The destruction is written into the custody book."),
        ),
        "hand_over": GoodsPage(
            "seizure.hand_over", forms.HandOverForm, documents.hand_over_goods
        ),
        "declare_unclaimed": GoodsPage(
            "seizure.dispose",
            forms.UnclaimedForm,
            services.declare_unclaimed,
            gettext_lazy("The owner has a year from the second notice."),
        ),
    },
    EXPERTS: {
        "send": GoodsPage(
            "expert.request",
            forms.SendForm,
            services.send_expert_request,
            gettext_lazy("The time to decide becomes one month from the record."),
        ),
        "answer": GoodsPage(
            "expert.record_answer",
            forms.AnswerForm,
            services.record_expert_answer,
            gettext_lazy("The legal day is that of the receipt."),
        ),
        "withdraw": GoodsPage(
            "expert.withdraw", forms.ReasonForm, services.withdraw_expert_request
        ),
    },
    VALUATIONS: {
        "record": GoodsPage(
            "valuation.record", forms.RecordValuationForm, services.record_valuation
        ),
        "waive": GoodsPage(
            "valuation.record", forms.ReasonForm, services.waive_valuation
        ),
    },
}
LABELS = {
    SEIZURES: {"add": "add_goods", **goods_steps.SEIZURE_STEPS},
    EXPERTS: goods_steps.EXPERT_STEPS,
    VALUATIONS: goods_steps.VALUATION_STEPS,
}


def case_goods(request: HttpRequest, number: str) -> HttpResponse:
    """The tab: alarms, seizures, goods with their books, experts, valuations."""
    now, found = opened(request, number)
    goods = services.goods_of(found)
    seizures = list(found.seizures.prefetch_related("extensions", "seized_items"))
    for seizure in seizures:
        seizure.case = found
    experts = list(found.expert_requests.all())
    valuations = list(found.valuations.all())
    for part in (*experts, *valuations):
        part.case = found
    officer = request.user
    return page(
        request,
        "cases/goods.html",
        {
            **head_of(request, found, "case_goods", now=now),
            "alarms": services.alarms(found, on=local_day(now)),
            "goods": goods,
            "may_write": access.can(officer, "custody.record", found, now),
            "may_draft": access.can(officer, "seizure.draft", found, now),
            "begin": _actions(
                found,
                goods_steps.steps_of_case(found, officer, now),
                lambda name: reverse("begin_goods", args=[found.number, name]),
            ),
            "seizures": [
                (
                    seizure,
                    clock_of(found, seizure),
                    _part_actions(
                        found,
                        SEIZURES,
                        seizure,
                        goods_steps.steps_of_seizure(seizure, officer, now),
                    ),
                )
                for seizure in seizures
            ],
            "experts": [
                (
                    part,
                    _part_actions(
                        found,
                        EXPERTS,
                        part,
                        goods_steps.steps_of_request(part, officer, now),
                    ),
                )
                for part in experts
            ],
            "valuations": [
                (
                    part,
                    _part_actions(
                        found,
                        VALUATIONS,
                        part,
                        goods_steps.steps_of_valuation(part, officer, now),
                    ),
                )
                for part in valuations
            ],
        },
    )


def begin_goods(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """Seize goods, ask an expert, set up a valuation."""
    now, found = opened(request, number)
    how = BEGINNINGS.get(step)
    if how is None:
        raise Http404
    require(request.user, how.action, found, now)
    return _step(request, found, how, steps.label_of(step), now, {"case": found})


def goods_step(
    request: HttpRequest, number: str, kind: str, id: UUID, step: str
) -> HttpResponse:
    """One act on a seizure, a request to an expert or a valuation."""
    now, found = opened(request, number)
    how = PART_PAGES.get(kind, {}).get(step)
    if how is None:
        raise Http404
    model, name = forms.PARTS[kind]
    part = get_object_or_404(model.objects.filter(case=found), pk=id)
    part.case = found
    require(request.user, how.action, PartInCase(found, part), now)
    label = steps.label_of(LABELS[kind][step])
    return _step(request, found, how, label, now, {name: part}, part=part)


def custody_line(request: HttpRequest, number: str, id: UUID) -> HttpResponse:
    """Write the next line of an item's custody book."""
    now, found = opened(request, number)
    rows = EvidenceItem.objects.filter(seized_items__seizure__case=found).distinct()
    item = get_object_or_404(rows, pk=id)
    require(request.user, "custody.record", found, now)
    how = GoodsPage(
        "custody.record",
        forms.CustodyLineForm,
        services.record_custody,
        gettext_lazy("Both parties are named; earlier lines never change."),
    )
    label = f"{steps.label_of('record_custody')}: {item}"
    return _step(request, found, how, label, now, {}, part=item)


def _step(
    request: HttpRequest,
    found: Case,
    how: GoodsPage,
    label: str | Promise,
    now: datetime,
    subject: dict[str, Any],
    part: Any = None,
) -> HttpResponse:
    """The page of one act; `subject` is what its service takes it for."""
    today = local_day(now)
    more: dict[str, Any] = {"part": part} if part is not None else {}
    if issubclass(how.form, StepUpForm):
        more["request"] = request
    form = how.form(
        typed(request),
        case=found,
        today=today,
        initial={
            "version": found.version,
            "occurred_on": today,
            "answered_on": today,
            "from_party": getattr(part, "keeper", ""),
        },
        **more,
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, form.names), _naming(how.action):
            how.take(
                by=request.user,
                at=now,
                **{**subject, **form.arguments()},
            )
            messages.success(request, _("Done: %(step)s.") % {"step": label})
            return redirect("case_goods", found.number)
    return page(
        request,
        "cases/goods_step.html",
        {
            **head_of(request, found, "case_goods", now=now),
            "form": form,
            "title": label,
            "will": how.will,
        },
    )


def _part_actions(found: Case, kind: str, part: Any, rows: list[Step]) -> list[Action]:
    return _actions(
        found,
        rows,
        lambda name: reverse("goods_step", args=[found.number, kind, part.pk, name]),
        mark=part.pk.hex,
    )


def _actions(
    found: Case, rows: list[Step], address: Callable[[str], str], mark: str = ""
) -> list[Action]:
    return [
        Action(
            f"{step.name}{mark}",
            step.label,
            address(step.name),
            "gavel" if step.signs else "next",
            () if step.allowed else (Reason(step.reason),),
        )
        for step in rows
    ]


def clock_of(found: Case, seizure: Any) -> Any:
    return next(
        (
            clock
            for clock in found.deadlines.all()
            if clock.about == str(seizure.pk) and clock.is_running
        ),
        None,
    )


class _naming:  # noqa: N801 - reads as a statement
    """A refused permission says for which act, so that the page can say who may."""

    def __init__(self, action: str) -> None:
        self.action = action

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, refusal: Any, trace: Any) -> None:
        if isinstance(refusal, NotPermitted):
            refusal.action = self.action  # type: ignore[attr-defined]
