"""Nothing is reachable that the permission table does not grant.

Every act of every door has an action of the table, every action a door or a reason why
not; each is tried once here, and all cells by `./dev reliability run cells`.
"""

from __future__ import annotations

import django_fsm as fsm
import pytest
from django.urls import URLPattern

from agencies import access
from api import urls as api_urls
from cases.models import (
    Case,
    Complaint,
    ExpertAssessmentRequest,
    FineRelief,
    InteragencyTask,
    Seizure,
    Transfer,
)
from reliability import cells
from reliability.deeds import deeds
from reliability.doors import API, PAGES, SERVICES, TABLES, WITHOUT_DOOR
from tests.agencies.matrix import ACTIONS
from web import urls as web_urls
from web.listings import LISTINGS
from web.views import case_goods, case_steps, tasks
from web.views.steps_execution import COMPLAINT_STEPS, RELIEF_STEPS

DEEDS = deeds()
NAMES = {(deed.door, deed.name) for held in DEEDS.values() for deed in held}
WORKFLOWS = (
    Case,
    Complaint,
    ExpertAssessmentRequest,
    FineRelief,
    InteragencyTask,
    Seizure,
    Transfer,
)
# Addresses that write and are not about one case: their actions have own tests.
BESIDE_CASES = {
    "break_glass": "breakglass.open",
    "cases": "case.receive",
    "calendar_day": "calendar.edit",
    "facilities": "facility.create",
    "facility": "facility.edit",
    "facility_address": "facility.edit",
    "facility_files": "facility.edit",
    "facility_imports": "facility.import",
    "facility_merges": "facility.merge",
    "facility_not_doubles": "facility.merge",
    "facility_obligations": "facility.edit",
    "facility_print_job": "facility.edit",
    "facility_print_jobs": "facility.edit",
    "facility_split": "facility.edit",
    "field_device": "sync.put",
    "field_file": "sync.put",
    "field_record": "sync.put",
    "field_record_complete": "sync.put",
    "inspection_checklist": "finding.record",
    "inspection_evidence": "finding.record",
    "inspection_findings": "finding.record",
    "inspection_follow_ups": "visit.create",
    "inspection_remote_reviews": "finding.record",
    "inspection_plan": "plan.propose",
    "inspection_plan_items": "plan.propose",
    "inspections": "visit.create",
    "inspection": "visit.assign",
    "inspection_plans": "plan.propose",
    "law_export": "reference.export",
    "law_proposals": "reference.edit",
    "paper_drafts": "document.draft",
    "paper_draft": "document.draft",
    "document_dispatches": "document.dispatch",
    "document_revisions": "document.draft",
    "case_incoming_papers": "document.register_incoming",
    "tip_offs": "tipoff.create",
}
# What only those find who read the note, the file, the number: a cell does not say
# who they are. Their rules are those of tests/api and tests/web/test_keep_confidence.
WITHIN_A_COMPARTMENT = {
    "note_share",
    "case_file_set_compartment",
    "case_reveal",
    "set_compartment",
    "share_note",
}
# Pages about a case that only show it, each for who sees enough of it.
SHOWS = {
    "case_advice",
    "case_deadlines",
    "case_documents",
    "case_execution",
    "case_findings",
    "case_goods",
    "case_parties",
    "draft_page",
    "draft_papers",
    *(f"export_{listing}" for listing in LISTINGS if listing.startswith("case_")),
    "hand_over",
    "new_case",
}


# Drafts of papers and what comes in: a cell has no draft of its own; their rights are
# tried in tests/documents/test_draft_papers and tests/web/test_draft_papers.
PAPERS = {"draft_paper", "register_incoming"}
REGISTERS = {
    "documents",
    "facilities",
    "inspections",
    "inspection-plans",
    "law",
    "overlaps",
    "tip-offs",
}


def head_of(route: URLPattern) -> str:
    return str(route.pattern).split("/")[0]


def writing() -> list[URLPattern]:
    """Addresses of the interface that take a POST, PUT or PATCH."""
    return [
        route
        for route in api_urls.urlpatterns
        if {"post", "put", "patch"} & set(dir(getattr(route.callback, "cls", None)))
    ]


@pytest.mark.parametrize("action", ACTIONS)
class TestAction:
    def test_is_offered_by_a_door_or_says_why_not(self, action):
        doors = {door for door in (SERVICES, API, PAGES) if DEEDS.get((door, action))}

        assert bool(doors) != (action in WITHOUT_DOOR)


class TestInterface:
    def test_asks_for_an_action_of_the_table_at_every_address_that_writes(self):
        known = access.all_actions()
        for route in writing():
            act = route.callback.view_initkwargs.get("act")
            if act is not None and head_of(route) == "law":
                continue  # by what is proposed: regulations.policies.settling_actions
            action = act.action if act is not None else BESIDE_CASES.get(route.name)
            assert action in known or (API, f"api:{route.name}") in NAMES, route.name

    def test_tries_every_act_on_a_case(self):
        tried = {id(act) for _kind, _route, acts in TABLES for act in acts}
        for route in writing():
            act = route.callback.view_initkwargs.get("act")
            is_of_case = act is not None and head_of(route) not in REGISTERS
            if is_of_case and route.name not in WITHIN_A_COMPARTMENT:
                assert id(act) in tried, route.name


class TestPages:
    def test_ask_for_an_action_of_the_table_at_every_step(self):
        known = access.all_actions()
        asked = {
            name: case_steps.ACTIONS.get(name, f"case.{name}")
            for name in case_steps.STEPS
        }
        for pages in (
            case_goods.BEGINNINGS,
            *case_goods.PART_PAGES.values(),
            COMPLAINT_STEPS,
            RELIEF_STEPS,
            tasks.STEPS,
        ):
            asked |= {name: page.action for name, page in pages.items()}

        assert set(asked.values()) <= known

    def test_are_tried_wherever_they_are_about_a_case(self):
        tried = {name for door, name in NAMES if door == PAGES}
        tried |= {"begin_goods", "goods_step", "case_part_step", "case_step"}
        about_cases = {
            route.name
            for route in web_urls.urlpatterns
            if str(route.pattern).startswith("cases/<")
        }

        assert about_cases - tried - SHOWS - PAPERS - WITHIN_A_COMPARTMENT == set()


class TestTransition:
    def test_asks_for_an_action_of_the_table(self):
        known = access.all_actions()
        for model in WORKFLOWS:
            for transition in fsm.get_all_FIELD_transitions(model(), fsm_field(model)):
                permission = transition.permission
                actions = getattr(permission, "actions", None) or {
                    "": permission.action
                }
                assert set(actions.values()) <= known, transition.name


def fsm_field(model: type) -> fsm.FSMField:
    return model._meta.get_field("state")


class TestCells:
    @pytest.fixture(autouse=True)
    def unblocked(self, django_db_setup, django_db_blocker):
        with django_db_blocker.unblock():
            yield

    def test_are_as_the_table_says_at_every_door(self):
        tally = cells.run(
            refusals=6,
            seed=11,
            workers=1,
            each=1,
            openings=12,
            states=("RECORDED",),
        )

        assert tally.wrong == []
        assert tally.refused == 6
        assert tally.opened == 12
