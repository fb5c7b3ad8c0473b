"""Before and around the login."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from web import kept_form
from web.views.me import speak


class LoginPage(LoginView):
    """Says why one is here: a session that ended, typing that waits."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        request = self.request
        return {
            **super().get_context_data(**kwargs),
            "kept_waits": kept_form.is_waiting(request),
            "session_ended": getattr(request, "session_ended", False),
            "asks_second_factor": settings.SECOND_FACTOR_REQUIRED,
        }

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


def sign_in(request: HttpRequest) -> HttpResponse:
    """The login page; afterwards the officer's own language is spoken."""
    response = LoginPage.as_view()(request)
    if request.user.is_authenticated and request.user.language != get_language():
        speak(response, request.user.language)
    return response


sign_in.login_required = False  # type: ignore[attr-defined]
