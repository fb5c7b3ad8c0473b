"""Before a signature the person proves once more who he is (`agencies.stepup`)."""

from typing import Any

from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies import stepup


def is_confirmed(request: HttpRequest) -> bool:
    """Whether password or code were given here within the last five minutes."""
    return stepup.is_fresh(request.session.get(stepup.SESSION_KEY), at=timezone.now())


class StepUpForm(forms.Form):
    """A mixin: asks for the password or a code unless it was given just now."""

    # Only a view that goes on to a preview, and to nothing else, says so.
    signs_nothing = False

    password = forms.CharField(
        label=_("Confirm that it is you: password or authentication code"),
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)
        if is_confirmed(request):
            del self.fields["password"]
        else:
            self.fields["password"].unmarked = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        secret = self.cleaned_data.pop("password", "")
        # Only a form without other faults spends a try.
        is_asked = "password" in self.fields and not self.signs_nothing
        if is_asked and not self.errors:
            self._confirm(secret)
        return cleaned

    def _confirm(self, secret: str) -> None:
        if not secret:
            self.add_error("password", _("Type your password or a code to sign."))
            return
        if not ratelimit.consume(
            self.request,
            action="reauthenticate",
            user=self.request.user,
        ):
            self.add_error("password", _("Too many tries. Wait a minute."))
            return
        if self.request.user.check_password(secret) or self._is_code(secret):
            self.request.session[stepup.SESSION_KEY] = timezone.now().timestamp()
            return
        self.add_error("password", _("The password or code is not right."))

    def _is_code(self, secret: str) -> bool:
        if not secret.isdigit():
            return False
        known = Authenticator.objects.filter(
            user=self.request.user, type=Authenticator.Type.TOTP
        ).first()
        return known is not None and known.wrap().validate_code(secret)
