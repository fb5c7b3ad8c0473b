"""Fields for Vietnamese typing: day/month/year, grouped money, composed letters.

Values are checked when the form is sent, never while typing: Telex and Gboard compose
letters key by key.
"""

import datetime
import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
FILES_HELP = _(
    "JPEG, PNG, HEIC or WebP up to 15 MB, PDF up to 25 MB. The file is stored as it"
    " is, with its hash."
)
_MOMENT = re.compile(r"^(\S+)\s+(\d{1,2})[:hg](\d{2})?$")
_DECIMAL = re.compile(r"^\d{1,10}[.,]\d{1,2}$")
_GROUPED = re.compile(r"^(\d+|\d{1,3}([.,\s]\d{3})+)\s*(đ|đồng|vnd|vnđ)?$", re.I)


def parse_day(text: str) -> datetime.date:
    """A day typed with or without slashes; raises ValueError."""
    text = text.strip()
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:2]}/{text[2:4]}/{text[4:]}"
    for pattern in _DAY_FORMATS:
        try:
            return datetime.datetime.strptime(text, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(text)


def parse_whole(text: str) -> int:
    """A whole number, grouped or not: "3.750.000"; raises ValueError."""
    text = unicodedata.normalize("NFC", text).strip()
    if not _GROUPED.match(text):
        raise ValueError(text)
    return int(re.sub(r"\D", "", text))


def group(value: int) -> str:
    return f"{value:,}".replace(",", ".")


class DateWidget(forms.TextInput):
    """A text box, not the browser's picker: it types the same everywhere."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        base = {
            "inputmode": "numeric",
            "placeholder": _("dd/mm/yyyy"),
            "autocomplete": "off",
            "data-tidy": "date",
        }
        super().__init__({**base, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, datetime.date):
            return value.strftime("%d/%m/%Y")
        return super().format_value(value)


class DateField(forms.Field):
    """05/03/2026, 05032026, 5-3-2026."""

    widget = DateWidget
    kind = "date"
    default_error_messages = {
        "invalid": _("Enter the date as day/month/year, e.g. 05/12/2026.")
    }

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.date):
            return value
        try:
            return parse_day(str(value))
        except ValueError as wrong:
            raise ValidationError(self.error_messages["invalid"], "invalid") from wrong


class MomentWidget(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        base = {"placeholder": _("dd/mm/yyyy hh:mm"), "autocomplete": "off"}
        super().__init__({**base, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, datetime.datetime):
            return timezone.localtime(value).strftime("%d/%m/%Y %H:%M")
        return super().format_value(value)


class MomentField(forms.Field):
    """A day and a time, aware, in the office's time zone: 05/03/2026 14:30."""

    widget = MomentWidget
    kind = "short"
    default_error_messages = {
        "invalid": _("Enter day and time, e.g. 05/12/2026 14:30."),
    }

    def to_python(self, value: Any) -> datetime.datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.datetime):
            return value
        match = _MOMENT.match(str(value).strip())
        try:
            if match is None:
                raise ValueError(value)
            day, hour, minute = match.groups()
            return timezone.make_aware(
                datetime.datetime.combine(
                    parse_day(day), datetime.time(int(hour), int(minute or 0))
                )
            )
        except ValueError as wrong:
            raise ValidationError(self.error_messages["invalid"], "invalid") from wrong


class DegreesField(forms.FloatField):
    """Degrees with a decimal comma or point, as maps write them: 12,6667."""

    kind = "short"
    default_error_messages = {"invalid": _("Enter degrees, e.g. 12,6667.")}

    def __init__(self, **kwargs: Any) -> None:
        digits = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=digits, **kwargs)

    def to_python(self, value: Any) -> float | None:
        if isinstance(value, str):
            value = value.strip().replace(",", ".")
        found: float | None = super().to_python(value)
        return found

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.6f}".replace(".", ",") if isinstance(value, float) else value


class YearField(forms.IntegerField):
    """A year: ungrouped, without the browser's arrows."""

    kind = "short"

    def __init__(self, **kwargs: Any) -> None:
        digits = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "4"})
        super().__init__(widget=digits, **kwargs)


class WholeWidget(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        base = {"inputmode": "numeric", "autocomplete": "off", "data-tidy": "money"}
        super().__init__({**base, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return group(value) if isinstance(value, int) else super().format_value(value)


class QuantityField(forms.Field):
    """Whole numbers from zero on, grouped or not."""

    widget = WholeWidget
    kind = "short"
    default_error_messages = {
        "invalid": _("Enter a whole number, e.g. 1.200."),
        "too_small": _("Enter %(least)s or more."),
    }

    def __init__(self, *, least: int = 0, **kwargs: Any) -> None:
        self.least = least
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        try:
            return parse_whole(str(value))
        except ValueError as wrong:
            raise ValidationError(self.error_messages["invalid"], "invalid") from wrong

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is not None and value < self.least:
            text = self.error_messages["too_small"] % {"least": group(self.least)}
            raise ValidationError(text, "too_small")


class AmountField(QuantityField):
    """A quantity of goods, with up to two decimal places: 1.200 or 12,5."""

    default_error_messages = {"invalid": _("Enter a number, e.g. 1.200 or 12,5.")}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        text = str(value).strip()
        try:
            return Decimal(parse_whole(text))
        except ValueError:
            pass
        if not _DECIMAL.match(text):
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return Decimal(text.replace(",", "."))


class MoneyField(QuantityField):
    """Whole dong: 3.750.000, 3750000, 3 750 000 đ."""

    kind = "money"
    default_error_messages = {
        "invalid": _("Enter an amount in whole dong, e.g. 3.750.000."),
    }


class TextField(forms.CharField):
    """Text as it is stored: letters composed (NFC), no spaces around it."""

    def __init__(self, *, lines: int = 1, **kwargs: Any) -> None:
        if lines > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return unicodedata.normalize("NFC", text).replace("\r\n", "\n")


class FilesWidget(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """One or several files; the rules about size and kind are the evidence store's."""

    widget = FilesWidget

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        chosen = data if isinstance(data, list | tuple) else [data]
        # An empty list is nothing chosen, which a required field refuses.
        cleaned = [
            super(FilesField, self).clean(one, initial) for one in chosen or [None]
        ]
        return [one for one in cleaned if one]
