"""Answers of pages: what was typed, and the status that tells how the form fared."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from kernel.errors import DomainError, KindRefused, NotReady, TooLarge
from web import kept_form

_STATUS: tuple[tuple[type[DomainError], int], ...] = (
    (NotReady, 409),
    (TooLarge, 413),
    (KindRefused, 415),
)


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the post, or typing kept from an ended session."""
    if request.method == "POST":
        return request.POST
    kept = kept_form.take(request)
    if kept is None:
        return None
    request.kept = kept  # type: ignore[attr-defined]  # the page says so on top
    return kept.fields


def asked_id(request: HttpRequest, name: str) -> UUID | None:
    """An identifier after the "?"; what is no identifier is no page."""
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Http404 from wrong


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    form_name: str = "form",
) -> HttpResponse:
    """Render a page: 422 when its form was refused, 409 when the record was not ready.

    413 and 415 when a file was the reason. A form that merely shows kept typing was
    not sent: 200.
    """
    values = dict(context or {})
    form = values.get(form_name)
    status = 200
    if request.method == "POST" and isinstance(form, BaseForm) and form.errors:
        status = _status_of(getattr(form, "refusal", None))
    return render(request, template, values, status=status)


def _status_of(refusal: DomainError | None) -> int:
    for kind, status in _STATUS:
        if isinstance(refusal, kind):
            return status
    return 422
