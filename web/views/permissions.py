"""Who may do what: the permission table as it is asked, state by state."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AgencyKind, Role
from agencies.table import RELATIONS, Opening, actions_of_cases, lines_in
from cases.states import CaseState
from web import action_words
from web.forms.base import PageForm
from web.pages import page


class StateFilter(PageForm):
    state = forms.ChoiceField(
        label=_("State of the case"), choices=CaseState.choices, required=False
    )


@dataclass(frozen=True, slots=True)
class RoleShown:
    label: str | Promise
    kinds: list[str | Promise]
    rows: str
    is_conditional: bool

    @classmethod
    def of(cls, opening: Opening) -> "RoleShown":
        return cls(
            Role(opening.role).label,
            [AgencyKind(kind).label for kind in opening.kinds],
            ", ".join(opening.rows),
            opening.is_conditional,
        )


def permissions(request: HttpRequest) -> HttpResponse:
    """One state at a time; the print rules put it on paper."""
    form = StateFilter(request.GET or None)
    asked = form.cleaned_data.get("state") if form.is_valid() else ""
    state = CaseState(asked or CaseState.RECEIVED)
    lines = [
        (
            action_words.action_label(line.action),
            line.action,
            [
                (action_words.RELATIONS[relation], [*map(RoleShown.of, openings)])
                for relation, openings in zip(RELATIONS, line.openings, strict=True)
            ],
        )
        for line in lines_in(state, actions_of_cases())
    ]
    return page(
        request,
        "agencies/permissions.html",
        {
            "form": form,
            "state": state,
            "lines": lines,
            "relations": [action_words.RELATIONS[name] for name in RELATIONS],
        },
    )
