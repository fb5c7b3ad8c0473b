"""The acts on a plan, from its proposal to its end."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext

from api.plans import asked
from api.steps import Act, Call, Edit, Signature, StepBody
from facilities.models import Facility
from inspections import services
from kernel.errors import Refused


def _act(service: Callable[..., object]) -> Callable[[Call], object]:
    """The fields of the body are the service's parameters."""
    return lambda call: service(plan=call.record, **call.values, **call.of_record)


def _edit_item(call: Call) -> None:
    item = call.values.pop("item")
    changed = asked.item_input(call.values)
    services.edit_item(plan=call.record, item=item, changed=changed, **call.of_record)


def _add_items(call: Call) -> None:
    """Invisible and absent facilities are refused alike."""
    values = call.values
    ids = values.pop("facilities")
    visible = Facility.objects.visible_to(call.by, call.at)
    found = {row.pk: row for row in visible.filter(pk__in=ids)}
    unknown = [str(key) for key in ids if key not in found]
    if unknown:
        text = gettext("No such facility: %(ids)s.") % {"ids": ", ".join(unknown)}
        raise Refused(errors={"facilities": [text]})
    request = values.pop("overlap_request", "")
    values["content"] = tuple(values["content"])
    items = [services.PlanItemInput(facility=found[key], **values) for key in ids]
    services.add_items(
        plan=call.record, items=items, overlap_request=request, **call.of_record
    )


def _adjust(call: Call) -> None:
    values = call.values
    values["add"] = [asked.item_input(row) for row in values.get("add", ())]
    values["move"] = [services.ItemMove(**row) for row in values.get("move", ())]
    services.adjust_plan(plan=call.record, **values, **call.of_record)


PLAN_ACTS = (
    Act(
        "propose",
        "plan.propose",
        StepBody,
        _act(services.propose_plan),
        "Hand the list over for review.",
    ),
    Act(
        "review",
        "plan.review",
        StepBody,
        _act(services.review_plan),
        "Confirm that no facility overlaps with another agency's visit.",
    ),
    Act(
        "send_back",
        "plan.review",
        asked.ReasonBody,
        _act(services.send_back_plan),
        "Return a reviewed plan to its list.",
    ),
    Act(
        "approve",
        "plan.approve",
        Signature,
        _act(services.approve_plan),
        "Sign the plan; it takes its number.",
    ),
    Act(
        "publish",
        "plan.publish",
        StepBody,
        _act(services.publish_plan),
        "Make the plan public.",
    ),
    Act(
        "start",
        "plan.adjust",
        Edit,
        _act(services.start_plan),
        "Say that the plan is being carried out.",
    ),
    Act(
        "finish",
        "plan.adjust",
        Edit,
        _act(services.finish_plan),
        "End the plan: every facility is done, postponed or dropped.",
    ),
    Act(
        "adjust",
        "plan.adjust",
        asked.AdjustmentBody,
        _adjust,
        "Change the list of a published plan, with reason and legal basis.",
    ),
    Act(
        "add_items",
        "plan.propose",
        asked.ItemsBody,
        _add_items,
        "Put many facilities into a draft, all or none.",
    ),
    Act(
        "edit_item",
        "plan.propose",
        asked.ItemEdit,
        _edit_item,
        "Change months, content, mode or lead of an item of a draft.",
    ),
    Act(
        "drop_item",
        "plan.propose",
        asked.ItemDrop,
        _act(services.drop_item),
        "Take a facility out of a draft.",
    ),
    Act(
        "keep_as_exception",
        "plan.propose",
        asked.ItemException,
        _act(services.keep_as_exception),
        "Keep an item of a draft although it clashes, with the reason.",
    ),
    Act(
        "raise_overlap",
        "plan.propose",
        asked.ItemOverlap,
        _act(services.raise_overlap),
        "Lay the clashes of an item before the heads.",
    ),
)
