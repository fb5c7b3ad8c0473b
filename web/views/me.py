"""The officer's own page: name, roles, language, keys."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from agencies.models import User
from kernel.clock import local_day
from web.forms.base import PageForm
from web.pages import page, typed

LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))


class PreferencesForm(PageForm):
    language = forms.ChoiceField(
        label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect
    )
    shortcut_keys = forms.BooleanField(
        label=_("One-letter keys"),
        help_text=_("They never work while you type in a field."),
        required=False,
    )


def me(request: HttpRequest) -> HttpResponse:
    officer, today = request.user, local_day(timezone.now())
    form = PreferencesForm(
        typed(request),
        initial={
            "language": officer.language,
            "shortcut_keys": officer.shortcut_keys,
        },
    )
    if request.method == "POST" and form.is_valid():
        # Of no legal meaning, so no act of the trail.
        User.objects.filter(pk=officer.pk).update(**form.cleaned_data)
        messages.success(request, _("Saved."))
        return speak(redirect("me"), form.cleaned_data["language"])
    grants = sorted(
        (g for g in officer.role_grants.all() if g.is_valid_on(today)),
        key=lambda g: g.role,
    )
    return page(request, "me.html", {"form": form, "grants": grants})


@require_POST
@login_not_required
def choose_language(request: HttpRequest) -> HttpResponse:
    """Switch the language from any page and stay there."""
    target, language = request.POST.get("next", "/"), request.POST.get("language")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    return speak(redirect(target), language or "")


def speak(response: HttpResponse, language: str) -> HttpResponse:
    """Remember a language on this computer."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 86400,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return response
