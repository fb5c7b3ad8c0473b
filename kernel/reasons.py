"""A reason that somebody must give: what nobody can explain is not done."""

import unicodedata

from django.utils.translation import gettext as _

from kernel.errors import Refused


def given(text: str, *, field: str = "reason") -> str:
    """The reason without outer spaces; Refused, naming the field, if there is none."""
    reason = unicodedata.normalize("NFC", text).strip()
    if not reason:
        raise Refused(errors={field: [_("A reason is required.")]})
    return reason
