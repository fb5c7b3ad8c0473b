"""What the acts on goods ask for."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from api import fields
from api.refs import Officer
from api.shapes import Body
from api.steps import Signature, StepBody
from cases import services
from cases.services.seizing import EXTENSIONS
from cases.states import SeizureGround
from evidence.kinds import CustodyLineKind, GoodsUnit, ItemKind
from evidence.services import GoodsInput, LineInput


def amount(**kwargs: Any) -> serializers.DecimalField:
    """A quantity in the unit of the goods, at most two decimal places."""
    return serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=0, **kwargs
    )


class GoodsBody(Body):
    """One line of the list of goods, with its seal or the reason why there is none."""

    kind = fields.Choice(choices=ItemKind.choices)
    description = fields.Text(max_length=300)
    unit = fields.Choice(choices=GoodsUnit.choices)
    quantity = amount()
    title = fields.Text(required=False, allow_blank=True, max_length=300)
    registration_no = fields.Text(required=False, allow_blank=True, max_length=80)
    condition = fields.Text(required=False, allow_blank=True, max_length=300)
    owner = fields.Text(required=False, allow_blank=True, max_length=200)
    value_vnd = fields.Money(required=False, allow_null=True)
    seal_no = fields.Text(required=False, allow_blank=True, max_length=80)
    note = fields.Text(required=False, allow_blank=True, max_length=500)


class DraftSeizure(StepBody):
    """`occurred_on` is the day of the actual seizure; the period runs from it."""

    ground = fields.Choice(choices=SeizureGround.choices)
    reason = fields.Text()
    minutes_no = fields.Text(max_length=60)
    place = fields.Text(max_length=300)
    from_party = fields.Text(max_length=200)
    keeper = fields.Text(max_length=200)
    goods = GoodsBody(many=True, required=False, max_length=200)
    again = serializers.ListField(
        child=fields.Id(),
        required=False,
        max_length=200,
        help_text="Goods that came back from the proceedings, held once more.",
    )


def seizure_input(values: dict[str, Any]) -> services.SeizureInput:
    goods = tuple(GoodsInput(**row) for row in values.pop("goods", ()))
    again = tuple(values.pop("again", ()))
    names = ("ground", "reason", "minutes_no", "place", "from_party", "keeper")
    return services.SeizureInput(
        goods=goods, again=again, **{name: values.pop(name) for name in names}
    )


class AddGoods(GoodsBody):
    """An item for the list of a seizure that is not signed yet."""

    version = fields.Whole(min_value=1, max_value=2**31 - 1, required=False)
    seizure = fields.Id()
    from_party = fields.Text(max_length=200)


class SignSeizure(Signature):
    """A signature bears the day on which it is made."""


class ExtendSeizure(Signature):
    limit_rule = fields.Choice(choices=[(code, code) for code in EXTENSIONS])
    reason = fields.Text()


class SomeGoods(Signature):
    reason = fields.Text(max_length=500)
    items = serializers.ListField(
        child=fields.Id(),
        required=False,
        max_length=200,
        help_text="All that is held, unless told.",
    )


class GiveAway(SomeGoods):
    to_party = fields.Text(max_length=200)
    receipt_no = fields.Text(required=False, allow_blank=True, max_length=80)


class HandOver(StepBody):
    to_party = fields.Text(max_length=200)
    receipt_no = fields.Text(max_length=80)
    reason = fields.Text(required=False, allow_blank=True, max_length=500)


class DeclareUnclaimed(Signature):
    first_notice_on = fields.Day()
    second_notice_on = fields.Day()
    reason = fields.Text()


class CustodyLineBody(StepBody):
    """A line of the custody book; both parties are named on each."""

    kind = fields.Choice(
        choices=[c for c in CustodyLineKind.choices if c[0] != CustodyLineKind.TAKEN]
    )
    from_party = fields.Text(max_length=200)
    to_party = fields.Text(max_length=200)
    quantity = amount(required=False, allow_null=True)
    place = fields.Text(required=False, allow_blank=True, max_length=300)
    seal_no = fields.Text(required=False, allow_blank=True, max_length=80)
    receipt_no = fields.Text(required=False, allow_blank=True, max_length=80)
    note = fields.Text(required=False, allow_blank=True, max_length=500)
    confirms = fields.Id(
        required=False,
        allow_null=True,
        help_text="The line whose receipt this is, or the count that it settles.",
    )


def line_input(values: dict[str, Any]) -> LineInput:
    beside = {name: values.pop(name) for name in ("occurred_on",) if name in values}
    line = LineInput(**values)
    values.clear()
    values.update(beside)
    return line


class RequestExpert(StepBody):
    body = fields.Text(max_length=200)
    questions = fields.Text()
    items = serializers.ListField(child=fields.Id(), required=False, max_length=200)
    samples = fields.Text(required=False, allow_blank=True)
    sample_seal = fields.Text(required=False, allow_blank=True, max_length=80)
    due_on = fields.Day(required=False, allow_null=True)


class RecordAnswer(StepBody):
    """`occurred_on` is the day on which the answer was received."""

    conclusion = fields.Text()
    answer_signer = fields.Text(max_length=120)
    answered_on = fields.Day()
    answer_number = fields.Text(required=False, allow_blank=True, max_length=60)


class ReasonOfPart(StepBody):
    reason = fields.Text()


class CouncilMemberBody(Body):
    name = fields.Text(max_length=120)
    title = fields.Text(max_length=200)
    is_of_finance = fields.Flag(required=False)


class StartValuation(StepBody):
    chair = Officer(help_text="User name of the competent person or his delegate.")
    members = CouncilMemberBody(many=True, max_length=20)
    basis = fields.Text()
    held_on = fields.Day(
        required=False,
        allow_null=True,
        help_text="Goods are held for nothing but the valuation from that day.",
    )


class ValueBody(Body):
    item = fields.Id()
    value_vnd = fields.Money()


class RecordValuation(StepBody):
    values = ValueBody(many=True, max_length=200)  # type: ignore[assignment]
