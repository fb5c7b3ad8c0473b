"""What all forms of the pages share."""

from typing import Any

from django import forms
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    HiddenInput,
    RadioSelect,
    Textarea,
)

from kernel.errors import DomainError, MovedOn


class PageForm(forms.Form):
    """Our classes on the widgets; `refusal` is set when a rule refused the form."""

    refusal: DomainError | None = None
    # The page marks what may stay empty; the browser's own bubbles would hide our
    # summary and speak the browser's language.
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)

    @property
    def has_moved_on(self) -> bool:
        """Refused because somebody else changed the record first."""
        return isinstance(self.refusal, MovedOn)


class VersionForm(PageForm):
    """A form about a record that somebody else may change meanwhile."""

    version = forms.IntegerField(widget=HiddenInput)


def dress(field: forms.Field) -> None:
    """Give a field's widget the classes of the style sheet."""
    widget = field.widget
    if isinstance(widget, CheckboxInput | CheckboxSelectMultiple | RadioSelect):
        return
    if not isinstance(widget, HiddenInput):
        widget.attrs.setdefault(
            "class", "ta" if isinstance(widget, Textarea) else "fld"
        )
