"""Refusals on pages: on the form with the typing kept, or a page that says what next.

The one mapping of domain errors for pages (the API has its own, with the same
status table): 403 not permitted, 409 not ready or moved on, 413/415 files, 422 values.
"""

import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import structlog
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import (
    REASON_BAD_ORIGIN,
    REASON_BAD_REFERER,
    REASON_INSECURE_REFERER,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies import access
from agencies.kinds import Role
from agencies.models import User
from audit import trail
from audit.models import AccessAction
from evidence.services import StorageFull
from kernel.errors import DomainError, KindRefused, NotPermitted, NotReady, TooLarge
from web import kept_form

log = structlog.get_logger(__name__)
DatabaseAway = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = "10"


class LedOn(Exception):
    """What is asked for is read elsewhere: the person is led on, with a word."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__(text)
        self.address, self.text = address, text


def led_on(request: HttpRequest, to: LedOn) -> HttpResponse:
    messages.info(request, to.text)
    return HttpResponseRedirect(to.address)


@contextmanager
def refusals_on(
    form: BaseForm, names: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Put a refusal onto the form, keeping the typing; the view goes on to `page`.

    `names` leads names of the service to fields that the form calls otherwise.
    `NotPermitted` passes: it is a page of its own. A stale version is replaced by the
    current one, so that the person can look, and send again.
    """
    try:
        yield
    except NotPermitted:
        raise
    except DomainError as refusal:
        form.refusal = refusal  # type: ignore[attr-defined]
        _put_on(form, refusal, names or {})


def _put_on(form: BaseForm, refusal: DomainError, names: Mapping[str, str]) -> None:
    named = False
    for name, texts in refusal.errors.items():
        own_name = names.get(name, name)
        field = own_name if own_name in form.fields else None
        named = named or field is not None
        for text in texts:
            form.add_error(field, str(text))
    if not named and str(refusal.detail) not in form.non_field_errors():
        form.add_error(None, str(refusal.detail))
    if "version" in form.fields and "version" in refusal.current:
        data = form.data.copy()  # type: ignore[union-attr]
        data[form.add_prefix("version")] = str(refusal.current["version"])
        form.data = data


def require(
    actor: User, action: str, record: access.Record | None, at: datetime
) -> None:
    """Raise NotPermitted, naming who may, before a form is shown at all."""
    if not access.could(actor, action, record, at):
        refusal = NotPermitted()
        refusal.action = action  # type: ignore[attr-defined]
        refusal.record = record  # type: ignore[attr-defined]
        raise refusal


def refusal_page(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """A refusal that no form took up."""
    if isinstance(refusal, NotPermitted):
        return forbidden(request, refusal)
    status = 422
    if isinstance(refusal, NotReady):
        status = 409
    elif isinstance(refusal, TooLarge):
        status = 413
    elif isinstance(refusal, KindRefused):
        status = 415
    elif isinstance(refusal, StorageFull):
        status = 507
    return render(request, "errors/refused.html", {"refusal": refusal}, status=status)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Seen but not allowed: says who may; the trail keeps the attempt."""
    if isinstance(exception, NotPermitted) and request.user.is_authenticated:
        trail.record_access(
            action=AccessAction.REFUSED,
            record=getattr(exception, "record", None) or getattr(request, "seen", None),
            at=timezone.now(),
            by=request.user,
            detail={"code": exception.reason_code, "address": request.path},
        )
    action = getattr(exception, "action", "")
    who = [Role(role).label for role in access.roles_that_may(action)] if action else []
    return render(
        request, "errors/403.html", {"who": who, "refusal": exception}, status=403
    )


def bad_request(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "errors/413.html", status=413)
    return render(request, "errors/400.html", status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What one may not see and what does not exist look the same."""
    of_cases = request.path.startswith("/cases/") and request.user.is_authenticated
    return render(
        request,
        "errors/404.html",
        {
            "may_break_glass": of_cases
            and access.can(request.user, "breakglass.open", None, timezone.now())
        },
        status=404,
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours: a reference that is in the log, no query, no user needed."""
    if isinstance(sys.exc_info()[1], DatabaseAway):
        return database_away(request)
    reference = secrets.token_hex(3).upper()
    log.error("server_error", reference=reference, path=request.path, exc_info=True)
    body = render_to_string("errors/500.html", {"reference": reference})
    return HttpResponse(body, status=500)


def database_away(request: HttpRequest) -> HttpResponse:
    """503, never 500; nothing was saved."""
    body = render_to_string("errors/503.html", {"was_post": request.method == "POST"})
    response = HttpResponse(body, status=503)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Mostly a login in another tab: the typing is kept and shown again to be sent.

    A post from another site is refused plainly and keeps nothing.
    """
    elsewhere = reason.startswith(
        tuple(
            text.split("%s")[0]
            for text in (
                REASON_BAD_ORIGIN,
                REASON_BAD_REFERER,
                REASON_INSECURE_REFERER,
            )
        )
    )
    ours = "HTTP_ORIGIN" in request.META or "HTTP_REFERER" in request.META
    if ours and not elsewhere and kept_form.keep(request):
        return HttpResponseRedirect(request.get_full_path())
    text = _("The form could not be accepted. Open the page again and send it anew.")
    return render(request, "errors/csrf.html", {"text": text}, status=403)
