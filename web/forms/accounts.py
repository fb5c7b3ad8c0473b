"""The forms of django-allauth in our words and clothes."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.base import dress


class _OwnLook(forms.BaseForm):
    """Our labels, no placeholders; the page's summary instead of bubbles."""

    labels: dict[str, Any] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels[name]
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)
            dress(field)


class ConfirmForm(_OwnLook, ReauthenticateForm):
    labels = {"password": _("Password")}


class NewPasswordForm(_OwnLook, ChangePasswordForm):
    labels = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }


class AuthenticatorForm(_OwnLook, ActivateTOTPForm):
    labels = {"code": _("Code")}
