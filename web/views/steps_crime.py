"""Pages of the steps that hand files over and follow the proceedings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from cases import services
from documents import services as documents
from web.forms import case_crime as forms
from web.forms.hand_over import AcceptFileForm, AcceptTransferForm
from web.hand_over_page import answering
from web.views.step_page import StepPage, nothing


def _forwarded(case: Any, **values: Any) -> Any:
    """A receipt left out is refused by the service, naming its field."""
    receipt = values.pop("receipt") or services.Receipt("", values["occurred_on"])
    return documents.forward(case=case, receipt=receipt, **values)


STEPS: dict[str, StepPage] = {
    "forward": StepPage(
        forms.ForwardForm,
        _forwarded,
        gettext_lazy("The matter leaves the system; the other body has it."),
    ),
    "take_back": StepPage(
        forms.WithReasonForm,
        services.take_back,
        gettext_lazy("The matter starts anew here; its limits go on."),
    ),
    "forward_to_competent": StepPage(
        forms.ForwardToCompetentForm,
        documents.forward_to_competent,
        gettext_lazy(
            "The time to decide becomes ten working days from the record; the other"
            " side accepts or refuses the file."
        ),
    ),
    "accept_file": StepPage(
        AcceptFileForm,
        documents.accept_file,
        gettext_lazy("You confirm file and list; your agency decides the case."),
        template="cases/step_hand_over.html",
        context=answering(lambda case: case.file_offer),
    ),
    "refuse_file": StepPage(
        forms.WithReasonForm,
        services.refuse_file,
        gettext_lazy("The file goes back to the lead agency."),
    ),
    "record_figure": StepPage(
        forms.RecordFigureForm,
        services.record_figure,
        gettext_lazy("The signs of a crime are read from it; the latest counts."),
        nothing,
    ),
    "record_sign": StepPage(
        forms.RecordSignForm,
        services.record_sign,
        gettext_lazy("The file is then to be transferred to the investigating body."),
    ),
    "transfer_criminal": StepPage(
        forms.TransferCriminalForm,
        documents.transfer_criminal,
        gettext_lazy(
            "You sign the transfer; nobody may sanction while the file is there."
        ),
        nothing,
    ),
    "accept_transfer": StepPage(
        AcceptTransferForm,
        documents.accept_transfer,
        gettext_lazy("You confirm file and list; the twenty days begin."),
        template="cases/step_hand_over.html",
        context=answering(lambda case: case.transfer),
    ),
    "refuse_transfer": StepPage(
        forms.WithReasonForm,
        services.refuse_transfer,
        gettext_lazy("The lead agency takes the file back."),
    ),
    "extend_investigation": StepPage(
        forms.ExtendInvestigationForm,
        services.extend_investigation,
        gettext_lazy("The term counts from the receipt of the file."),
    ),
    "record_prosecution": StepPage(
        forms.CourtDecisionForm,
        services.record_prosecution,
        gettext_lazy("The administrative track stops."),
    ),
    "receive_returned_file": StepPage(
        forms.ReceiveReturnedFileForm,
        documents.receive_returned_file,
        gettext_lazy("The time to decide runs from the receipt of the complete file."),
    ),
    "close_on_judgment": StepPage(
        forms.CourtDecisionForm,
        services.close_on_judgment,
        gettext_lazy("The case ends with the judgment."),
    ),
}
