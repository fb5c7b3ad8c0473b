"""The acts on seizures, requests to experts and valuations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.cases.acts import of_today
from api.goods import asked
from api.steps import Act, Call, StepBody
from cases import services
from documents import services as documents


def _act(part: str, service: Callable[..., object]) -> Callable[[Call], object]:
    """The fields of the body are the service's parameters."""
    return lambda call: service(**{part: call.record}, **call.values, **call.of_record)


def _signed(service: Callable[..., object]) -> Callable[[Call], object]:
    """A signature on a seizure; it bears the day on which it is made."""

    def take(call: Call) -> object:
        values: dict[str, Any] = of_today(call)
        if "items" in values:
            values["items"] = tuple(values["items"])
        return service(seizure=call.record, **values, **call.of_record)

    return take


def _record_valuation(call: Call) -> None:
    rows = call.values.pop("values")
    services.record_valuation(
        valuation=call.record,
        values={row["item"]: row["value_vnd"] for row in rows},
        **call.values,
        **call.of_record,
    )


SEIZURE_ACTS = (
    Act(
        "decide",
        "seizure.decide",
        asked.SignSeizure,
        _signed(documents.decide_seizure),
        "Sign the seizure decision; it takes its number.",
    ),
    Act(
        "extend",
        "seizure.extend",
        asked.ExtendSeizure,
        _signed(documents.extend_seizure),
        "Extend the period in writing, from the actual seizure.",
    ),
    Act(
        "release",
        "seizure.release",
        asked.GiveAway,
        _signed(documents.release_seizure),
        "Give goods back to their owner.",
    ),
    Act(
        "confiscate",
        "seizure.dispose",
        asked.SomeGoods,
        _signed(services.confiscate_goods),
        "Confiscate goods as a decision in force orders.",
    ),
    Act(
        "destroy",
        "seizure.dispose",
        asked.GiveAway,
        _signed(services.destroy_goods),
        "Have goods destroyed as a decision orders.",
    ),
    Act(
        "hand_over",
        "seizure.hand_over",
        asked.HandOver,
        _act("seizure", documents.hand_over_goods),
        "Hand the goods to the investigating body against its receipt.",
    ),
    Act(
        "declare_unclaimed",
        "seizure.dispose",
        asked.DeclareUnclaimed,
        _signed(services.declare_unclaimed),
        "Note two public notices; the owner has a year from the second.",
    ),
)
EXPERT_ACTS = (
    Act(
        "send",
        "expert.request",
        StepBody,
        _act("request", services.send_expert_request),
        "Send the request: the time to decide becomes a month.",
    ),
    Act(
        "answer",
        "expert.record_answer",
        asked.RecordAnswer,
        _act("request", services.record_expert_answer),
        "Enter the conclusion with its signer and day.",
    ),
    Act(
        "withdraw",
        "expert.withdraw",
        asked.ReasonOfPart,
        _act("request", services.withdraw_expert_request),
        "Withdraw the request, with a reason.",
    ),
)
VALUATION_ACTS = (
    Act(
        "record",
        "valuation.record",
        asked.RecordValuation,
        _record_valuation,
        "Fix the value of goods, in whole dong each.",
    ),
    Act(
        "waive",
        "valuation.record",
        asked.ReasonOfPart,
        _act("valuation", services.waive_valuation),
        "Go without the valuation, with a reason.",
    ),
)
