"""Forms about the electronic signatures of an issued paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from web.forms.base import PageForm
from web.stepup import StepUpForm


class TakeBackForm(PageForm):
    file = forms.FileField(
        label=_("Signed file (PDF, up to 25 MB)"),
        help_text=_(
            "The file that was issued, with signatures added by the signing program."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )


class SignatureForm(StepUpForm, PageForm):
    """Nothing to fill in but the proof of who signs."""
