"""Break-glass: a head reads a case that is not the agency's, for four hours.

Reading only, and never what the police or another agency keep to themselves: the rows
of notes, files and informants name other relations.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies import access
from agencies.models import User
from audit import trail
from cases.models import BreakGlass, Case
from cases.models.case import GLASS_CACHE
from cases.policies import view_of
from kernel.errors import NotPermitted, NotReady, Refused

OPEN_FOR = timedelta(hours=4)
SHORTEST_REASON = 20


class NothingToBreak(NotReady):
    """The whole file is open to the officer already."""

    code = "nothing_to_break"
    text = gettext_lazy("You may read this case already.")


@transaction.atomic
def break_glass(*, case: Case, reason: str, by: User, at: datetime) -> BreakGlass:
    """Open the case's file to the officer for four hours (row A109).

    The trail's line stands where the auditor and the managers of the lead read it. The
    case itself does not change. Raises NotPermitted, NothingToBreak, Refused.
    """
    if not access.can(by, "breakglass.open", None, at):
        raise NotPermitted
    if view_of(case, by, at) == "case.view_full":
        raise NothingToBreak
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Refused(
            errors={
                "reason": [
                    _("Type at least %(count)s characters why you must read it.")
                    % {"count": SHORTEST_REASON}
                ]
            }
        )
    broken = BreakGlass.objects.create(
        case=case,
        officer=by,
        agency=by.agency,
        reason=reason,
        opened_at=at,
        expires_at=at + OPEN_FOR,
    )
    by.__dict__.pop(GLASS_CACHE, None)
    trail.record(
        action="breakglass.open",
        record=case,
        at=at,
        by=by,
        reason=reason,
        label=case.number,
        after={"until": broken.expires_at.isoformat()},
    )
    return broken
