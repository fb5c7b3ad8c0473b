"""Doubles of the register: proposals, two records side by side, merges."""

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
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from facilities import services
from facilities.models import Facility, Merge, ProposedDouble
from facilities.states import MergeState
from kernel.errors import NotPermitted
from web.actions import Action, arranged
from web.errors import refusals_on, require
from web.forms import identity as forms
from web.forms.identity import Verdict
from web.identity import proposed_to
from web.pages import page, typed
from web.paging import slice_of
from web.side_by_side import lines_of, takeable
from web.views.facilities import facility_of

MERGE = "facility.merge"
BY_SCORE = ("-score", "id")
_OPEN_SHOWN = 50


def doubles(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one facility; a post searches the whole register again."""
    now = timezone.now()
    require(request.user, MERGE, None, now)
    if request.method == "POST":
        count = services.find_doubles(by=request.user, at=now)
        messages.success(
            request,
            ngettext(
                "The register was searched: %(count)d pair may be one facility.",
                "The register was searched: %(count)d pairs may be one facility.",
                count,
            )
            % {"count": count},
        )
        return redirect("doubles")
    rows = proposed_to(request.user, now)
    waiting = Merge.objects.visible_to(request.user, now).open()
    return page(
        request,
        "facilities/doubles.html",
        {
            "slice": slice_of(request, rows, by=BY_SCORE),
            "waiting": [
                (merge, services.may_agree(merge, request.user, now))
                for merge in waiting.with_records()[:_OPEN_SHOWN]
            ],
            "searched_at": ProposedDouble.objects.order_by()
            .values_list("found_at", flat=True)
            .first(),
        },
    )


def double(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """Two records side by side with three choices."""
    now = timezone.now()
    require(request.user, MERGE, None, now)
    one, second = _record(request, code, now=now), _record(request, other, now=now)
    if one.pk == second.pk:
        raise Http404
    lines = lines_of(one, second)
    form = forms.DoubleForm(
        typed(request),
        initial={"one_version": one.version, "other_version": second.version},
        one=one,
        other=second,
        takeable=takeable(lines),
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, {"absorbed": "verdict"}):
            return _decided(request, one, second, form.cleaned_data, now=now)
    comparison = services.comparison_of(one, second)
    return page(
        request,
        "facilities/double.html",
        {
            "one": one,
            "other": second,
            "lines": lines,
            "form": form,
            "comparison": comparison,
            "reasons": comparison.reasons,
        },
    )


def merge(request: HttpRequest, id: UUID) -> HttpResponse:
    now = timezone.now()
    found = _merge(request, id, now=now)
    return page(request, "facilities/merge.html", _shown(request, found, now=now))


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a merge: its form, its words, the service that takes it."""

    form: type[forms.PageForm]
    take: Callable[..., Merge]
    verb: str | Promise
    will: str | Promise
    said: str | Promise
    icon: str


STEPS = {
    "agree": Step(
        forms.AgreeForm,
        services.agree_to_merge,
        gettext_lazy("Agree and merge"),
        gettext_lazy(
            "The two are one record from now on. Both histories stay, and the merge can"
            " be undone as long as nothing new is entered at it."
        ),
        gettext_lazy("Merged."),
        "ok",
    ),
    "decline": Step(
        forms.ReasonForm,
        services.decline_merge,
        gettext_lazy("Decline"),
        gettext_lazy("Both records stay as they are."),
        gettext_lazy("Declined. Nothing was changed."),
        "no",
    ),
    "withdraw": Step(
        forms.AgreeForm,
        services.withdraw_merge,
        gettext_lazy("Withdraw"),
        gettext_lazy("Both records stay as they are; the merge can be proposed anew."),
        gettext_lazy("Withdrawn. Nothing was changed."),
        "back",
    ),
    "undo": Step(
        forms.ReasonForm,
        services.undo_merge,
        gettext_lazy("Undo the merge"),
        gettext_lazy("Both records become again what they were before the merge."),
        gettext_lazy("The merge is undone."),
        "back",
    ),
}


def merge_step(request: HttpRequest, id: UUID, step: str) -> HttpResponse:
    now = timezone.now()
    how = STEPS.get(step)
    if how is None:
        raise Http404
    found = _merge(request, id, now=now)
    if step in {"agree", "decline"} and found.proposed_by_id == request.user.pk:
        raise NotPermitted(_("Who proposed a merge does not agree to it."))
    form = how.form(typed(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            how.take(merge=found, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, str(how.said))
            return redirect("merge", found.pk)
    shown = _shown(request, found, now=now)
    return page(
        request,
        "facilities/merge.html",
        shown | {"form": form, "verb": how.verb, "will": how.will},
    )


def split_facility(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    found = facility_of(request, code, now=now)
    require(request.user, "facility.edit", found, now)
    form = forms.SplitForm(
        typed(request),
        of=found,
        initial={
            "version": found.version,
            "name": found.name,
            "kinds": found.kinds,
            "subject_kind": found.subject_kind,
            "has_same_owner": True,
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = services.split_facility(
                facility=found,
                version=form.cleaned_data["version"],
                data=form.data_input,
                moved=form.moved,
                has_same_owner=form.cleaned_data["has_same_owner"],
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now,
            )
            messages.success(
                request,
                _("%(code)s is in the register, split from %(source)s.")
                % {"code": made.code, "source": found.code},
            )
            return redirect("facility", made.code)
    return page(request, "facilities/split.html", {"facility": found, "form": form})


def assign_owner(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    found = facility_of(request, code, now=now)
    require(request.user, "facility.edit", found, now)
    form = forms.OwnerForm(typed(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, forms.OwnerForm.NAMES):
            services.assign_owner(
                facility=found,
                version=form.cleaned_data["version"],
                party=form.cleaned_data["party"],
                data=form.new_owner,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now,
            )
            messages.success(request, _("The owner is known now."))
            return redirect("facility", found.code)
    return page(
        request,
        "facilities/edit.html",
        {
            "facility": found,
            "form": form,
            "title": _("Assign the owner"),
            "lead": _("Visits, cases and the code of the record stay as they are."),
        },
    )


def _decided(
    request: HttpRequest,
    one: Facility,
    other: Facility,
    typed_in: dict[str, Any],
    *,
    now: datetime,
) -> HttpResponse:
    if typed_in["verdict"] == Verdict.NOT_A_DOUBLE:
        services.decide_not_a_double(
            one=one, other=other, reason=typed_in["reason"], by=request.user, at=now
        )
        messages.success(
            request, _("Noted: they are two facilities, and proposed no more.")
        )
        return redirect("doubles")
    versions = typed_in["one_version"], typed_in["other_version"]
    sides = [(one, versions[0]), (other, versions[1])]
    if typed_in["verdict"] == Verdict.KEEP_OTHER:
        sides.reverse()
    (kept, kept_version), (absorbed, absorbed_version) = sides
    proposed = services.propose_merge(
        kept=kept,
        absorbed=absorbed,
        kept_version=kept_version,
        absorbed_version=absorbed_version,
        taken=typed_in.get("taken", ()),
        reason=typed_in["reason"],
        by=request.user,
        at=now,
    )
    messages.success(request, _("Proposed. Another registry officer agrees to it."))
    return redirect("merge", proposed.pk)


def _record(request: HttpRequest, code: str, *, now: datetime) -> Facility:
    rows = Facility.objects.visible_to(request.user, now).with_parts()
    found: Facility = get_object_or_404(rows, code=code)
    return found


def _merge(request: HttpRequest, id: UUID, *, now: datetime) -> Merge:
    require(request.user, MERGE, None, now)
    rows = Merge.objects.visible_to(request.user, now).with_records()
    found: Merge = get_object_or_404(rows, pk=id)
    request.seen = found.kept  # type: ignore[attr-defined]
    return found


def _shown(request: HttpRequest, found: Merge, *, now: datetime) -> dict[str, Any]:
    rows = {
        row.pk: row
        for row in Facility.objects.with_parts().filter(
            pk__in=[found.kept_id, found.absorbed_id]
        )
    }
    kept, absorbed = rows[found.kept_id], rows[found.absorbed_id]
    lines = lines_of(kept, absorbed)
    hindrance = ""
    if found.state == MergeState.DONE:
        hindrance = services.what_hinders_undoing(found, kept)
    return {
        "merge": found,
        "one": kept,
        "other": absorbed,
        "lines": lines,
        "hindrance": hindrance,
        "taken_labels": [line.label for line in lines if line.name in found.taken],
        "actions": _actions(request, found, hindrance, now=now),
    }


def _actions(
    request: HttpRequest, found: Merge, hindrance: str, *, now: datetime
) -> list[Action]:
    names: list[str] = []
    if services.may_agree(found, request.user, now):
        names = ["agree", "decline"]
    elif found.is_open and found.proposed_by_id == request.user.pk:
        names = ["withdraw"]
    elif found.state == MergeState.DONE and not hindrance:
        names = ["undo"]
    actions = [
        Action(
            name,
            STEPS[name].verb,
            reverse("merge_step", args=[found.pk, name]),
            STEPS[name].icon,
        )
        for name in names
    ]
    return arranged(actions, first=("agree",))
