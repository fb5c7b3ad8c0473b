"""The steps of joint handling: their forms, their services, what they will do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from cases import services
from documents import services as documents
from web.forms import case_together as forms
from web.forms.hand_over import AcceptLeadForm
from web.hand_over_page import answering
from web.views.step_page import StepPage, nothing

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
}
