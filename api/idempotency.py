"""`Idempotency-Key`: a write that is sent again has one effect and one answer (INV-8).

The key's row is written first, in the transaction of the effect: a repeat that comes
meanwhile waits on the unique index until the first one ends, then finds its answer or,
when it failed, does the work itself. A refusal is not kept: it had no effect.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from api.errors import BadRequest
from api.models import KEYS_ARE_KEPT, IdempotencyKey
from kernel.errors import NotReady

if TYPE_CHECKING:
    from rest_framework.request import Request

    from api.views import ApiView

HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
# A secret is no part of what the write means, and its hash is not kept.
_SECRETS = frozenset({"password"})

Handler = Callable[..., Response]


class KeyReused(NotReady):
    code = "idempotency_key_reused"
    text = _("This idempotency key was used for another request.")


def once(handler: Handler) -> Handler:
    """Give a write the manners of `Idempotency-Key`; each post and patch wears it."""

    @functools.wraps(handler)
    def answer(view: ApiView, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return handler(view, request, *args, **kwargs)
        if not _KEY.fullmatch(key):
            raise BadRequest(
                _("The idempotency key must be 1 to 200 visible ASCII characters."),
                code="idempotency_key_unreadable",
            )
        with transaction.atomic():
            row, is_new = IdempotencyKey.objects.get_or_create(
                user=request.user, key=key, defaults=_meaning(request)
            )
            if not is_new:
                return _replay(row, view, request)
            _forget_old_keys(row)
            response = handler(view, request, *args, **kwargs)
            row.status = response.status_code
            row.answer = JSONRenderer().render(response.data).decode()
            row.location = response.headers.get("Location", "")
            row.save(update_fields=["status", "answer", "location"])
            return response

    answer.is_idempotent = True  # type: ignore[attr-defined]
    return answer


def each_time(handler: Handler) -> Handler:
    """A read with a reason: repeated, it is another one with its own trace.

    What it answers is kept nowhere, under no key.
    """
    handler.is_idempotent = True  # type: ignore[attr-defined]
    return handler


def by_its_address(handler: Handler) -> Handler:
    """A PUT under an id that the sender made: repeated, it changes nothing more."""
    handler.is_idempotent = True  # type: ignore[attr-defined]
    return handler


def _replay(row: IdempotencyKey, view: ApiView, request: Request) -> Response:
    meaning = _meaning(request)
    same = ("method", "path", "body_sha256")
    if any(getattr(row, name) != meaning[name] for name in same):
        raise KeyReused
    # What was visible then may not be any more: a withdrawn right is gone at once.
    view.check_sight()
    headers = {"Idempotency-Replayed": "true"}
    if row.location:
        headers["Location"] = row.location
    return Response(json.loads(row.answer), status=row.status, headers=headers)


def _forget_old_keys(row: IdempotencyKey) -> None:
    """An answer holds what was visible then: it is not kept longer than of use."""
    IdempotencyKey.objects.filter(
        user=row.user, created_at__lt=row.created_at - KEYS_ARE_KEPT
    ).delete()


def _meaning(request: Request) -> dict[str, Any]:
    return {
        "method": request.method,
        "path": request.path,
        "body_sha256": _digest(request),
        "created_at": timezone.now(),
    }


def _digest(request: Request) -> str:
    """The hash of what a body says: not of its spaces or its multipart boundaries."""
    data = request.data
    digest = hashlib.sha256()
    if not hasattr(data, "lists"):
        plain = (
            {name: data[name] for name in data if name not in _SECRETS}
            if isinstance(data, dict)
            else data
        )
        digest.update(json.dumps(plain, sort_keys=True).encode())
        return digest.hexdigest()
    for name, values in sorted(data.lists()):
        for value in values:
            if isinstance(value, UploadedFile):
                inner = hashlib.sha256()
                for chunk in value.chunks():
                    inner.update(chunk)
                value.seek(0)
                value = f"{value.name} {inner.hexdigest()}"
            digest.update(json.dumps([name, value]).encode())
    return digest.hexdigest()
