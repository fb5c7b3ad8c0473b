"""What an act would print, seen before it is taken: the act is done and undone."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from agencies.models import User
from documents.kit.head import Draft
from documents.services.printing import PaperFile, PaperMissing, handed_out
from documents.services.rulings import ISSUING
from inspections.models import Inspection


def is_previewed(act: Callable[..., Any]) -> bool:
    """Is this an act of this package that prints what it decides?"""
    return act in ISSUING


def preview(
    act: Callable[..., Any], *, by: User, at: datetime, **asked: Any
) -> PaperFile:
    """DỰ THẢO of the paper that `act` would issue with the same arguments.

    The whole act runs and is rolled back, so that what is shown cannot differ from
    what will be issued; it leaves a print in the trail and nothing else. Raises what
    the act raises, and PaperMissing where it would print nothing.
    """
    bare, papers = ISSUING[act]
    with transaction.atomic():
        made = bare(by=by, at=at, **asked)
        paper = next(papers(made, by, at), None)
        if paper is None:
            raise PaperMissing
        form, _template = paper.printed()
        transaction.set_rollback(True)
    record = asked["visit"] if "visit" in asked else asked["case"]
    what = "Cuộc kiểm tra" if isinstance(record, Inspection) else "Vụ việc"
    drafted = form.drafted(Draft(at, f"{what} {record.number}"))
    return handed_out(
        drafted,
        paper.form,
        record,
        by,
        at,
        is_draft=True,
        faces_of=paper.agency.pk,
    )
