"""The life of a drafted paper. Transitions change the state; services do the rest."""

from __future__ import annotations

from typing import Any

import django_fsm as fsm
from django.utils.translation import gettext_lazy as _

from cases.conditions import PartInCase
from cases.policies import may_of_part
from cases.workflow.parts import PartWorkflow
from documents.states import EDITABLE, OPEN_DRAFTS, DraftState


def waits_for_its_signer(draft: PaperWorkflow) -> bool:
    """Minutes are signed as they are made, all else once it was submitted."""
    return bool(
        draft.is_signed_by_maker  # type: ignore[attr-defined]
        or draft.state == DraftState.SUBMITTED
    )


class PaperWorkflow(PartWorkflow):
    """DRAFT → SUBMITTED → ISSUED; RETURNED with a reason; WITHDRAWN before issue."""

    state = fsm.FSMField(
        choices=DraftState.choices, default=DraftState.DRAFT, protected=True
    )

    class Meta:
        abstract = True

    @property
    def record(self) -> Any:
        """The case or the visit that the paper is about.

        A paper of the agency itself is a matter of its own.
        """
        return self.case or self.inspection or self  # type: ignore[attr-defined]

    @property
    def in_case(self) -> PartInCase:
        """The draft as the permission table sees it: in the state of its record."""
        return PartInCase(self.record, self)

    @fsm.transition(
        state,
        source=list(EDITABLE),
        target=DraftState.DRAFT,
        permission=may_of_part("document.draft"),
        custom={"label": _("Change the draft")},
    )
    def edit(self) -> None:
        """Only while nobody is asked to sign it."""

    @fsm.transition(
        state,
        source=list(OPEN_DRAFTS),
        target=DraftState.SUBMITTED,
        permission=may_of_part("document.draft"),
        custom={"label": _("Submit for signature")},
    )
    def submit(self) -> None:
        """Once more to another signer where the first is away."""

    @fsm.transition(
        state,
        source=DraftState.SUBMITTED,
        target=DraftState.RETURNED,
        permission=may_of_part("document.sign"),
        custom={"label": _("Return for changes")},
    )
    def return_to_drafter(self) -> None:
        """With a reason."""

    @fsm.transition(
        state,
        source=list(OPEN_DRAFTS),
        target=DraftState.ISSUED,
        conditions=[waits_for_its_signer],
        permission=may_of_part("document.sign"),
        custom={"label": _("Sign and issue"), "signs": True},
    )
    def sign(self) -> None:
        """Signed, numbered and printed in one act, or not at all."""

    @fsm.transition(
        state,
        source=list(OPEN_DRAFTS),
        target=DraftState.WITHDRAWN,
        permission=may_of_part("document.draft"),
        custom={"label": _("Withdraw the draft")},
    )
    def withdraw(self) -> None:
        """It stays in the list of its drafter and is never issued."""
