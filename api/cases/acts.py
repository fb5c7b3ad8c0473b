"""The acts on a case: its transitions and the acts beside them, in their order."""

from __future__ import annotations

from collections.abc import Callable

from api.cases import asked, together
from api.cases.crime import CRIME_ACTS
from api.cases.execution_acts import EXECUTION_ACTS
from api.cases.today import of_today
from api.steps import Act, Call
from cases import services
from documents import services as papers


def _act(service: Callable[..., object]) -> Callable[[Call], object]:
    """The fields of the body are the service's parameters."""
    return lambda call: service(case=call.record, **call.values, **call.of_record)


def _make_record(call: Call) -> None:
    day = call.values.pop("occurred_on", None)
    papers.make_record(
        case=call.record,
        content=services.RecordInput(**call.values),
        occurred_on=day,
        **call.of_record,
    )


def _submit(call: Call) -> None:
    day = call.values.pop("occurred_on", None)
    services.submit_decision(
        case=call.record,
        terms=asked.decision_terms(call.values),
        occurred_on=day,
        **call.of_record,
    )


def _sign(call: Call) -> None:
    papers.sign_decision(case=call.record, **of_today(call), **call.of_record)


def _decide_no_sanction(call: Call) -> None:
    values = of_today(call)
    papers.decide_no_sanction(
        case=call.record,
        measures=asked.measures_of(values),
        **values,
        **call.of_record,
    )


def _confirm_authority(call: Call) -> None:
    services.confirm_authority(case=call.record, **of_today(call), **call.of_record)


def _complete_item(call: Call) -> None:
    item_id = call.values.pop("item")
    services.complete_item(
        case=call.record, item_id=item_id, **call.values, **call.of_record
    )


def _add_act(call: Call) -> None:
    act = asked.act_input(call.values)
    services.add_act(case=call.record, act=act, **call.of_record)


CASE_ACTS = (
    Act(
        "start_verification",
        "case.start_verification",
        asked.Note,
        _act(services.start_verification),
        "Begin preliminary checks.",
    ),
    Act(
        "propose_dismiss",
        "case.propose_dismiss",
        asked.ProposeDismiss,
        _act(services.propose_dismiss),
        "Propose to dismiss the matter; a manager decides.",
    ),
    Act(
        "dismiss",
        "case.dismiss",
        asked.Note,
        _act(services.dismiss),
        "Follow another officer's proposal to dismiss the matter.",
    ),
    Act(
        "open_case",
        "case.open_case",
        asked.Note,
        _act(services.open_case),
        "Open the case: a violation is found.",
    ),
    Act(
        "make_record",
        "case.make_record",
        asked.MakeRecord,
        _make_record,
        "Make the violation record and issue it (MBB01).",
    ),
    Act(
        "request_explanation",
        "case.request_explanation",
        asked.RequestExplanation,
        _act(services.request_explanation),
        "Register a request to explain; the decision limit becomes one month.",
    ),
    Act(
        "close_explanation",
        "case.close_explanation",
        asked.CloseExplanation,
        _act(services.close_explanation),
        "End the explanation: given, waived, or its time passed.",
    ),
    Act(
        "submit_decision",
        "case.submit_decision",
        asked.SubmitDecision,
        _submit,
        "Submit the draft to the competent person.",
    ),
    Act(
        "send_back",
        "case.send_back",
        asked.SendBack,
        _act(services.send_back),
        "Return the draft for changes, with a comment.",
    ),
    Act(
        "confirm_authority",
        "case.confirm_authority",
        asked.ConfirmAuthority,
        _confirm_authority,
        "Confirm the authority where a frame or ceiling is not configured.",
    ),
    Act(
        "sign_decision",
        "case.sign_decision",
        asked.SignDecision,
        _sign,
        "Sign the sanction decision and issue it (MQĐ02).",
    ),
    Act(
        "decide_no_sanction",
        "case.decide_no_sanction",
        asked.DecideNoSanction,
        _decide_no_sanction,
        "Decide without sanction on a ground of Điều 65.",
    ),
    Act(
        "confirm_delivery",
        "case.confirm_delivery",
        asked.ConfirmDelivery,
        _act(services.confirm_delivery),
        "Confirm that the respondent received the decision.",
    ),
    Act(
        "record_payment",
        "payment.record",
        asked.RecordPayment,
        _act(services.record_payment),
        "Record money received.",
    ),
    Act(
        "complete_item",
        "decision.item_done",
        asked.CompleteItem,
        _complete_item,
        "Note that an ordered measure was carried out.",
    ),
    Act(
        "complete_execution",
        "case.complete_execution",
        asked.Note,
        _act(services.complete_execution),
        "Every part of the decision is done.",
    ),
    Act(
        "propose_close",
        "case.propose_close",
        asked.ProposeClose,
        _act(services.propose_close),
        "Propose to close the case; a manager decides.",
    ),
    Act(
        "close",
        "case.close",
        asked.Note,
        _act(services.close),
        "Follow the handler's proposal and close the case.",
    ),
    Act(
        "assign",
        "member.assign",
        asked.Assign,
        _act(services.assign),
        "Assign an officer of the lead agency.",
    ),
    Act(
        "edit",
        "case.edit",
        asked.CasePatch,
        _act(services.edit_case),
        "Change facts of the case; the same as PATCH.",
    ),
    Act(
        "add_act",
        "case.edit",
        asked.AddAct,
        _add_act,
        "Link the case to one more act.",
    ),
    Act(
        "add_respondent",
        "case.edit",
        asked.AddRespondent,
        _act(services.add_respondent),
        "Put a party of the registry into the case.",
    ),
    *EXECUTION_ACTS,
    *CRIME_ACTS,
    *together.JOINT_ACTS,
)
