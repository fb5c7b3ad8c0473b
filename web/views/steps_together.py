"""The steps of joint handling: their forms, their services, what they will do."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy

from agencies.access import Record
from agencies.models import User
from cases import services, steps
from cases.models import Case
from documents import services as documents
from kernel.errors import NotPermitted
from web.forms import case_together as forms
from web.forms.hand_over import AcceptLeadForm
from web.hand_over_page import answering
from web.views.step_page import StepPage, nothing


def _invitation(case: Case, officer: User, at: datetime) -> Record:
    """What is answered: the part of the officer's agency in the case."""
    invited = steps.invitation_of(case, officer, at)
    if invited is None:
        refusal = NotPermitted()
        refusal.action = "task.accept"  # type: ignore[attr-defined]
        raise refusal
    return invited


STEPS: dict[str, StepPage] = {
    "create_task": StepPage(
        forms.CreateTaskForm,
        services.create_task,
        gettext_lazy(
            "The agency sees the card of the case and what is asked; it sees more once"
            " it has accepted."
        ),
    ),
    "invite_agency": StepPage(
        forms.InviteAgencyForm,
        services.invite_agency,
        gettext_lazy("The agency sees the card until it accepts."),
        nothing,
    ),
    "add_opinion": StepPage(
        forms.AddOpinionForm,
        services.add_opinion,
        gettext_lazy("It replaces your agency's earlier opinion, which is kept."),
    ),
    "propose_lead": StepPage(
        forms.ProposeLeadForm,
        services.propose_lead,
        gettext_lazy("You lead until the other agency accepts."),
    ),
    "accept_lead": StepPage(
        AcceptLeadForm,
        documents.accept_lead,
        gettext_lazy(
            "Your agency leads from now on; both sides print the same hand-over record."
        ),
        template="cases/step_hand_over.html",
        context=answering(lambda case: case.lead_offer),
    ),
    "decline_lead": StepPage(
        forms.ReasonedStepForm,
        services.decline_lead,
        gettext_lazy("The lead stays where it is; your reason is read there."),
    ),
    "withdraw_lead_offer": StepPage(
        forms.ReasonedStepForm,
        services.withdraw_lead_offer,
        gettext_lazy("The offer falls away; you go on leading."),
    ),
    "impose_lead": StepPage(
        forms.ImposeLeadForm,
        documents.impose_lead,
        gettext_lazy("No consent is asked; the former lead stays as a partner."),
    ),
    "restrict": StepPage(
        forms.RestrictForm,
        services.restrict_case,
        gettext_lazy(
            "A restricted case is open to its assigned officers only; taken again, this"
            " step lifts the restriction."
        ),
        nothing,
    ),
    "name_officer": StepPage(
        forms.NameOfficerForm,
        services.name_officer,
        gettext_lazy("The officer sees the case from now on, as his agency does."),
        nothing,
    ),
    "accept_invitation": StepPage(
        forms.AcceptInvitationForm,
        services.accept_invitation,
        gettext_lazy(
            "Your agency supports the case and sees what partners see: tasks, goods,"
            " conduct, deadlines."
        ),
        about=_invitation,
    ),
    "decline_invitation": StepPage(
        forms.ReasonedStepForm,
        services.decline_invitation,
        gettext_lazy("Your agency stays outside; the lead reads your reason."),
        about=_invitation,
    ),
}
