"""Fields that find a record of the register by what one types of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST = 8


class LookupWidget(forms.TextInput):
    """A text box, and below it the found ones to choose from when there are several."""

    template_name = "widgets/lookup.html"

    def __init__(self) -> None:
        super().__init__({"autocomplete": "off"})
        self.options: Sequence[tuple[str, str]] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return [data.get(name, ""), data.get(f"{name}_chosen", "")]

    def format_value(self, value: Any) -> Any:
        return value[0] if isinstance(value, list) else value

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["options"], context["chosen_name"] = self.options, f"{name}_chosen"
        return context


class LookupField(forms.Field):
    """Finds a record by number or by words without diacritics.

    One hit is taken; several are offered to choose from. `rows` is set by the form to
    what the person may see; `key` names the column that stands for a record.
    """

    widget = LookupWidget
    default_error_messages = {
        "unknown": _("Nothing in the register matches “%(text)s”."),
        "several": _("Several match: choose one."),
    }

    def __init__(self, *, key: str, describe: Any = str, **kwargs: Any) -> None:
        self.key, self.describe = key, describe
        self.rows: Any = None
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text, chosen = value if isinstance(value, list) else (value, "")
        text = (text or "").strip()
        if chosen:
            found = self.rows.filter(**{self.key: chosen}).first()
            # What was typed anew counts more than what was chosen before.
            if found is not None and self._describes(found, text):
                return found
        if not text:
            return None
        try:
            exact = self.rows.filter(**{self.key: text}).first()
        except ValidationError:  # words, where the key is a UUID
            exact = None
        if exact is not None:
            return exact
        found_rows = list(self.rows.search(text)[: MOST + 1])
        if not found_rows:
            raise ValidationError(
                self.error_messages["unknown"] % {"text": text}, "unknown"
            )
        if len(found_rows) == 1:
            return found_rows[0]
        self.widget.options = [
            (str(getattr(row, self.key)), self.describe(row))
            for row in found_rows[:MOST]
        ]
        raise ValidationError(self.error_messages["several"], "several")

    def _describes(self, found: Any, text: str) -> bool:
        return not text or found in list(self.rows.search(text)[: MOST + 1])
