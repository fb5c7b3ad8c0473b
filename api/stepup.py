"""Before a signature the officer proves once more who signs (security rules, 1)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agencies import stepup
from api.errors import TooManyTries
from api.models import ApiToken
from kernel.errors import NotPermitted

if TYPE_CHECKING:
    from rest_framework.request import Request

WAIT_SECONDS = 60


class StepUpRequired(NotPermitted):
    code = "step_up_required"
    text = _("Confirm that it is you: send your password in the field `password`.")


class StepUpFailed(NotPermitted):
    code = "step_up_failed"
    text = _("The password is not right.")


def confirm_identity(request: Request, *, password: str, at: datetime) -> None:
    """Let a signature pass, or raise StepUpRequired, StepUpFailed, TooManyTries.

    A session passes within five minutes of the last password or code; a bearer token
    where the installation lets tokens sign; anybody with the password in the body.
    """
    if password:
        _check(request, password)
    elif not _is_confirmed(request, at):
        raise StepUpRequired


def _is_confirmed(request: Request, at: datetime) -> bool:
    if isinstance(request.auth, ApiToken):
        return settings.API_TOKENS_MAY_SIGN
    return stepup.is_fresh(request.session.get(stepup.SESSION_KEY), at=at)


def _check(request: Request, password: str) -> None:
    if not ratelimit.consume(
        request._request,
        action="reauthenticate",
        user=request.user,
    ):
        raise TooManyTries(WAIT_SECONDS)
    if not request.user.check_password(password):
        raise StepUpFailed(errors={"password": [StepUpFailed.text]})
