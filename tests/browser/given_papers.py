"""What stands in the addresses of pages on drafted and issued papers."""

from __future__ import annotations

from documents.models import IssuedDocument, PaperDraft
from documents.states import DraftState
from tests.browser.row import BMT, Arguments


def draft(state: str) -> Arguments:
    """A draft of the department's handler."""

    def find() -> list[object]:
        rows = PaperDraft.objects.filter(state=state, case__isnull=False)
        return [rows.order_by("created_at", "id")[0].pk]

    return find


def letter() -> list[object]:
    """A drafted letter that was signed and sent."""
    return [PaperDraft.objects.filter(state=DraftState.ISSUED)[0].issued_id]


def decision() -> list[object]:
    return [_decision().pk]


def ward_paper(*more: object) -> Arguments:
    """The ward's first decision, with what else the address names."""
    return lambda: [_decision().pk, *more]


def paper_code() -> list[object]:
    return [_decision().verification_code]


def unknown_code() -> list[object]:
    return ["0000-0000-0000"]


def its_case(*more: object) -> Arguments:
    """The case in which letters are drafted."""
    return lambda: [PaperDraft.objects.all()[0].case.number, *more]


def _decision() -> IssuedDocument:
    papers = IssuedDocument.objects.filter(form="sanction_decision", agency=BMT)
    found: IssuedDocument = papers.order_by("issued_at", "id")[0]
    return found
