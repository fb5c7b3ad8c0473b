"""The one mapping from refusals to `application/problem+json` (RFC 9457).

| status   | when                                                                |
|----------|---------------------------------------------------------------------|
| 400      | the request cannot be read: broken JSON, unknown name, wrong type   |
| 401      | no login, or one that has ended                                     |
| 403, 404 | visible but not for this person; invisible or absent, told alike    |
| 409      | `NotReady`: state, guard, stale version; a key with another body    |
| 413, 415 | too large, of a kind not taken                                      |
| 422      | `Refused`: well-formed, but a rule refuses a value                  |
| 429, 503, 507 | too many tries, database away or read-only, storage full       |
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import Error as DatabaseError
from django.db import InterfaceError, InternalError, OperationalError
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from evidence.services import StorageFull
from kernel.errors import (
    Blocker,
    DomainError,
    KindRefused,
    NotPermitted,
    NotReady,
    Refused,
    TooLarge,
)
from kernel.request_context import current_request

MEDIA_TYPE = "application/problem+json"
_SOON = {"Retry-After": "10"}

_STATUS_OF: tuple[tuple[type[DomainError], int], ...] = (
    (NotPermitted, 403),
    (NotReady, 409),
    (TooLarge, 413),
    (KindRefused, 415),
    (Refused, 422),
)

TITLES: dict[int, Promise] = {
    400: _("The request cannot be read"),
    401: _("Not signed in"),
    403: _("Not permitted"),
    404: _("Not found"),
    405: _("Method not allowed"),
    409: _("Not possible now"),
    413: _("Too large"),
    415: _("Kind not taken"),
    422: _("A value was refused"),
    429: _("Too many tries"),
    500: _("Server error"),
    503: _("Not available for the moment"),
    507: _("Storage nearly full"),
}

# Faults of shape, answered with 400; any other fault of a field is a rule's, 422.
_SHAPE_CODES = frozenset(
    {
        "date",
        "datetime",
        "incorrect_type",
        "invalid",
        "invalid_choice",
        "invalid_utf8",
        "make_aware",
        "max_string_length",
        "naive",
        "no_name",
        "not_a_dict",
        "not_a_list",
        "null",
        "null_characters_not_allowed",
        "required",
        "surrogate_characters_not_allowed",
        "unknown",
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One refusal as the interface tells it."""

    status: int
    code: str
    detail: str | Promise
    errors: Mapping[str, Any] = field(default_factory=dict)
    blockers: tuple[Blocker, ...] = ()
    current: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "type": f"urn:lien-nganh:problem:{self.code}",
            "title": str(TITLES.get(self.status) or HTTPStatus(self.status).phrase),
            "status": self.status,
            "detail": str(self.detail),
            "code": self.code,
        }
        if self.errors:
            body["errors"] = {
                name: [str(text) for text in texts]
                for name, texts in self.errors.items()
            }
        if self.blockers:
            body["blockers"] = [
                {"code": b.code, "text": str(b.text), "place": b.place}
                for b in self.blockers
            ]
        if self.current:
            body["current"] = dict(self.current)
        if self.status >= 500 and current_request.get().request_id:
            body["reference"] = current_request.get().request_id
        return body


class ProblemRenderer(JSONRenderer):
    media_type = MEDIA_TYPE
    format = "problem"


class BadRequest(DomainError):
    """Something of the request that nobody can read: a name, a header, a type."""

    code = "unreadable"
    text = _("The request cannot be read.")


class TooManyTries(DomainError):
    """The same account tried too often; carries the seconds to wait."""

    code = "too_many_tries"
    text = _("Too many tries. Please wait before the next one.")

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Django REST framework's hook; None lets a bug stay a bug: logged, 500."""
    problem = problem_of(exc)
    if problem is None:
        return None
    return Response(problem.body(), status=problem.status, headers=problem.headers)


def problem_of(exc: Exception) -> Problem | None:
    """What an exception means to a caller; None for what nobody foresaw."""
    if isinstance(exc, DomainError):
        return _of_domain_error(exc)
    if isinstance(exc, exceptions.ValidationError):
        return _of_validation(exc)
    if isinstance(exc, (DatabaseError, InterfaceError)):
        return _of_database(exc)
    if isinstance(exc, OSError) and exc.errno == errno.ENOSPC:
        return storage_full()
    return _of_http(exc)


def not_found() -> Problem:
    """The same for what is absent and for what this person may not know of."""
    return Problem(404, "not_found", _("Not found."))


def server_error() -> Problem:
    return Problem(500, "server_error", _("Server error. Nothing was saved."))


def database_away() -> Problem:
    text = _("Recovering. Nothing was saved; please try again in 10 seconds.")
    return Problem(503, "database_away", text, headers=dict(_SOON))


def storage_full() -> Problem:
    text = _("Server storage is nearly full. Nothing was saved.")
    return Problem(507, "storage_full", text)


def of_status(status: int) -> Problem:
    """For an answer that some layer below or above the views made without words."""
    if status == 404:
        return not_found()
    if status == 503:
        return database_away()
    if status >= 500:
        return server_error()
    return Problem(status, "refused", TITLES.get(status, TITLES[400]))


def _of_domain_error(exc: DomainError) -> Problem:
    headers: dict[str, str] = {}
    if isinstance(exc, BadRequest):
        status = 400
    elif isinstance(exc, StorageFull):
        status = 507
    elif isinstance(exc, TooManyTries):
        status, headers = 429, {"Retry-After": str(exc.seconds)}
    else:
        found = (code for kind, code in _STATUS_OF if isinstance(exc, kind))
        status = next(found, 422)
    return Problem(
        status,
        exc.reason_code,
        exc.detail,
        errors=exc.errors,
        blockers=exc.blockers,
        current=exc.current,
        headers=headers,
    )


def _of_validation(exc: exceptions.ValidationError) -> Problem:
    faults = list(_faults(exc.get_full_details()))
    errors: dict[str, list[str]] = {}
    for name, _code, text in faults:
        texts = errors.setdefault(name, [])
        if text not in texts:
            texts.append(text)
    if any(code in _SHAPE_CODES for _name, code, _text in faults):
        return Problem(400, "unreadable", BadRequest.text, errors=errors)
    return Problem(422, "value_refused", Refused.text, errors=errors)


def _faults(details: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Field (with its path, `acts.0.behaviour`), code and text of every fault."""
    if _is_fault(details):
        yield path or "body", str(details["code"]), str(details["message"])
    elif isinstance(details, Mapping):
        for name, inner in details.items():
            own = "" if name == "non_field_errors" else str(name)
            yield from _faults(inner, ".".join(part for part in (path, own) if part))
    elif isinstance(details, list):
        for index, inner in enumerate(details):
            own = path if _is_fault(inner) else f"{path}.{index}".lstrip(".")
            yield from _faults(inner, own)


def _is_fault(details: Any) -> bool:
    return (
        isinstance(details, Mapping)
        and set(details) == {"message", "code"}
        and isinstance(details["message"], str)
    )


def _of_database(exc: Exception) -> Problem | None:
    """A database that is away, busy, read-only or full; other faults are bugs."""
    state = getattr(exc.__cause__, "sqlstate", None) or ""
    if state == "53100":
        return storage_full()
    if state == "25006":
        text = _("Reading only for now. Nothing was saved.")
        return Problem(503, "read_only", text, headers=dict(_SOON))
    if isinstance(exc, InternalError) or not isinstance(
        exc, (OperationalError, InterfaceError)
    ):
        return None
    return database_away()


def _of_http(exc: Exception) -> Problem | None:
    if isinstance(exc, (Http404, exceptions.NotFound)):
        return not_found()
    if isinstance(exc, (exceptions.NotAuthenticated, exceptions.AuthenticationFailed)):
        return _of_no_login(exc)
    if isinstance(exc, (PermissionDenied, exceptions.PermissionDenied)):
        return Problem(403, NotPermitted.code, NotPermitted.text)
    if isinstance(exc, RequestDataTooBig):
        return Problem(413, "body_too_large", _("The request is too large."))
    if isinstance(exc, exceptions.MethodNotAllowed):
        text = _("This address does not take this method.")
        return Problem(405, "method_not_allowed", text)
    if isinstance(exc, exceptions.UnsupportedMediaType):
        text = _("This address does not take this kind of body.")
        return Problem(415, "media_type_not_taken", text)
    if isinstance(exc, exceptions.ParseError):
        return Problem(400, "unreadable", exc.detail)
    if isinstance(exc, SuspiciousOperation):
        return Problem(400, "unreadable", BadRequest.text)
    return None


def _of_no_login(exc: exceptions.APIException) -> Problem:
    """No login at all is told in our words; one that failed in those of its kind."""
    headers = {"WWW-Authenticate": getattr(exc, "auth_header", "Bearer")}
    if type(exc) is exceptions.NotAuthenticated:
        text = _("Sign in first: with a token, or with the web login.")
        return Problem(401, "not_authenticated", text, headers=headers)
    code = str(exc.get_codes()).replace("authentication_failed", "not_authenticated")
    return Problem(401, code, exc.detail, headers=headers)
