"""Which state of a record a write was made for: `version` in the body, or If-Match."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from api.errors import BadRequest

if TYPE_CHECKING:
    from rest_framework.request import Request

HEADER = "If-Match"
_TAG = re.compile(r'(?:W/)?"?(\d{1,9})"?')


def expected_version(request: Request, *, given: int | None) -> int:
    """The version that the caller has seen; raises BadRequest when it is not told."""
    tag = request.headers.get(HEADER)
    if tag is None:
        if given is None:
            raise BadRequest(
                _("Send the version you have seen, as `version` or If-Match."),
                code="version_missing",
                errors={"version": [_("This is needed.")]},
            )
        return given
    found = _TAG.fullmatch(tag.strip())
    if found is None or given not in {None, int(found[1])}:
        raise BadRequest(
            _("If-Match must hold one version, the same as `version`."),
            code="version_unreadable",
            errors={"version": [_("If-Match says something else.")]},
        )
    return int(found[1])


def stated_version(request: Request) -> int | None:
    """The version that was sent, where one can be read at all."""
    sent = request.data.get("version") if isinstance(request.data, Mapping) else None
    found = _TAG.fullmatch(str(request.headers.get(HEADER) or sent).strip())
    return int(found[1]) if found is not None else None


def tag_of(version: int) -> dict[str, str]:
    return {"ETag": f'"{version}"'}
