"""The three doors: services, interface, pages; what officers do at each.

The lists are taken from the tables that the doors themselves are made of, so that an
act that is added to a door is found here. What no door has is named with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from api.cases import together
from api.cases.acts import CASE_ACTS
from api.cases.execution_acts import COMPLAINT_ACTS, RELIEF_ACTS
from api.goods.acts import EXPERT_ACTS, SEIZURE_ACTS, VALUATION_ACTS
from api.steps import Act
from api.tasks import TASK_ACTS
from cases import policies
from documents.form_ids import FormId
from reliability import parts
from reliability.standing import Scene

SERVICES, API, PAGES = DOORS = ("services", "api", "pages")
# Actions of the table that no door offers, each with its reason.
WITHOUT_DOOR = {
    "document.draft": "asks for a form: tried in tests/documents",
    "document.sign": "asks for a draft that waits for him: tests/documents",
    "document.dispatch": "asks for an issued paper: tried in tests/documents",
    "document.register_incoming": "tried in tests/documents",
    "evidence.mark_invalid": "files are struck out by no address",
    "list.export": "lists leave the system by no address",
    "person.export_subject_file": "a person's file is collected by no address",
}
VIEWS = frozenset(policies.VIEWS)
WRONG_STATE = "wrong_state"
OWN_NOTE = "Ghi chú chỉ dành cho cơ quan tôi: 7391."
REPORT = FormId.CASE_REPORT_SHORT
NOTE_VIEWS = {"agency_note.view": "AGENCY", "police_note.view": "POLICE"}
PRINTS = frozenset({"document.print", "document.print_shared"})


@dataclass(frozen=True, slots=True)
class Answer:
    """How a door answered, in the words of the interface: 200, 403, 404, 409, 422."""

    status: int
    code: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """One way to do at one door what an action names; `reads` changes nothing."""

    door: str
    name: str
    action: str
    take: Callable[[Scene], Answer]
    reads: bool = False
    # The step of the case whose page says why it is closed.
    step: str = ""


TABLES: tuple[tuple[str, str, tuple[Act, ...]], ...] = (
    ("case", "case", CASE_ACTS),
    ("case", "case", together.INVITATION_ACTS),
    ("task", "task", TASK_ACTS),
    ("seizure", "seizure", SEIZURE_ACTS),
    ("expert", "expert_request", EXPERT_ACTS),
    ("valuation", "valuation", VALUATION_ACTS),
    ("complaint", "complaint", COMPLAINT_ACTS),
    ("relief", "relief", RELIEF_ACTS),
)
IN_A_CASE = frozenset({"complaint", "relief"})


def made(kind: str, name: str, scene: Scene) -> Any:
    """What the act is about; the case itself is read anew after what it answers."""
    if kind != "case":
        return parts.PARTS[kind](scene, name)
    get_ready(name, scene)
    return scene.row


def get_ready(name: str, scene: Scene) -> None:
    """What an act on the case itself answers, where it answers something."""
    if name in parts.READY:
        parts.READY[name](scene)
