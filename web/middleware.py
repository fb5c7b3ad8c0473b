"""What every request of the office pages passes through, one job each."""

import re
import secrets
import time
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from agencies.kinds import Role
from kernel.clock import local_day
from kernel.errors import DomainError
from kernel.request_context import RequestContext, current_request
from web import errors, kept_form

GetResponse = Callable[[HttpRequest], HttpResponse]
IDLE_SECONDS = 30 * 60
SESSION_SECONDS = 12 * 3600
# The phone app has its PIN instead of the idle limit, and is no sign of life at a desk.
FIELD_PATHS = ("/field/", "/api/v1/field/")
_SAFE_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")


class KnownRequest:
    """Tells the trail which request it is and where it came from."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("X-Request-ID", "")
        request_id = sent if _SAFE_ID.match(sent) else secrets.token_hex(8)
        address = get_adapter().get_client_ip(request)
        token = current_request.set(RequestContext(request_id, address))
        try:
            response = self.get_response(request)
        finally:
            current_request.reset(token)
        response.headers.setdefault("X-Request-ID", request_id)
        # Office pages and API answers stay in no cache, shared computers included.
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class ChosenLanguage:
    """The language chosen on the page, else Vietnamese.

    The browser's own wish counts for the API alone: officers' browsers are often
    installed in English, and the office works in Vietnamese.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if request.path.startswith("/api/") and not language:
            language = translation.get_language_from_request(request)
            if "accept-language" not in request.headers:
                language = settings.LANGUAGE_CODE
        if language not in dict(settings.LANGUAGES):
            language = settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class DatabaseWatch:
    """An unreachable database answers 503, whoever asks it first."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            _ = request.user.is_authenticated  # loads session and user
        except errors.DatabaseAway:
            return errors.database_away(request)
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, errors.DatabaseAway):
            return errors.database_away(request)
        if isinstance(exception, errors.LedOn):
            return errors.led_on(request, exception)
        if isinstance(exception, DomainError) and not request.path.startswith("/api/"):
            return errors.refusal_page(request, exception)
        return None


class EndingSession:
    """A session ends after 30 idle minutes at a desk, after 12 hours in any case."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            session, now = request.session, int(time.time())
            began = session.setdefault("began_at", now)
            seen = session.get("seen_at", now)
            is_field = request.path.startswith(FIELD_PATHS)
            is_idle = now - seen > IDLE_SECONDS and not is_field
            if is_idle or now - began > SESSION_SECONDS:
                auth.logout(request)
                request.session_ended = True  # type: ignore[attr-defined]
            elif is_field:
                session.setdefault("seen_at", seen)
            elif now - seen > 60 or "seen_at" not in session:
                session["seen_at"] = now
        return self.get_response(request)


class LoginWall(LoginRequiredMiddleware):
    """Every page needs a login unless its view says otherwise; typing is kept."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponse]
    ) -> HttpResponse:
        if request.method == "POST":
            kept_form.keep(request)
        return super().handle_no_permission(request, view_func)


class SecondFactorWall:
    """Where the setting asks for it, who has no second factor sets one up first.

    Commune reporters, who hold no other role, may work without.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponse],
        view_args: tuple[object, ...],
        view_kwargs: dict[str, object],
    ) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        name = getattr(request.resolver_match, "url_name", None) or ""
        if name.startswith(("mfa_", "account_")) or not getattr(
            view_func, "login_required", True
        ):
            return None
        if request.session.get("second_factor"):
            return None
        if request.user.roles_on(local_day(timezone.now())) == {Role.COMMUNE_OFFICER}:
            return None
        if is_mfa_enabled(request.user):
            request.session["second_factor"] = True
            return None
        return redirect("mfa_activate_totp")
