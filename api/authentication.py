"""Two ways in: a program's bearer token, or a person's session with its CSRF token."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from agencies.kinds import Role
from agencies.models import User
from api.models import ApiToken, sha256
from kernel.clock import local_day
from kernel.errors import NotPermitted

if TYPE_CHECKING:
    from drf_spectacular.openapi import AutoSchema

LONGEST_HEADER = 200


class BearerToken(authentication.BaseAuthentication):
    """`Authorization: Bearer <token>`, as made by `manage.py api_token`."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        header = authentication.get_authorization_header(request)
        scheme, _space, text = header.partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        token = self._find(text.strip(), at=timezone.now())
        if token is None:
            # One answer for unknown, ended and revoked: nothing to learn from it.
            raise exceptions.AuthenticationFailed(_("The token is not valid."))
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'

    def _find(self, text: bytes, *, at: datetime) -> ApiToken | None:
        if not text.isascii() or len(text) > LONGEST_HEADER:
            return None
        token = (
            ApiToken.objects.usable_at(at)
            .filter(token_hash=sha256(text.decode()))
            .select_related("user__agency__ward")
            .prefetch_related("user__role_grants")
            .first()
        )
        if token is None or not token.is_of_present_password:
            return None
        token.note_use(at)
        return token


class SecondFactorRequired(exceptions.NotAuthenticated):
    default_code = "second_factor_required"
    default_detail = _("Sign in on the web page with your second factor first.")


class CsrfFailed(NotPermitted):
    code = "csrf_failed"
    text = _("A write with the web login needs the header X-CSRFToken.")


class Session(authentication.SessionAuthentication):
    """The web login; unsafe methods need the CSRF token in `X-CSRFToken`."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        found = super().authenticate(request)
        if found is not None and not has_second_factor(request, found[0]):
            raise SecondFactorRequired
        return found

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as fault:
            raise CsrfFailed from fault


def has_second_factor(request: Request, user: User) -> bool:
    """The web login notes the factor in the session; commune officers need none."""
    if not settings.SECOND_FACTOR_REQUIRED or request.session.get("second_factor"):
        return True
    return user.roles_on(local_day(timezone.now())) == {Role.COMMUNE_OFFICER}


class BearerTokenScheme(OpenApiAuthenticationExtension):
    target_class = "api.authentication.BearerToken"
    name = "bearer"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A token made by `manage.py api_token USERNAME`.",
        }


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "api.authentication.Session"
    name = "session"
    priority = 1

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        from django.conf import settings

        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "The web login; writes send `X-CSRFToken` too.",
        }
