"""Acts that bear the day on which they are made."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from api.steps import Call
from kernel.clock import local_day
from kernel.errors import Refused


class NotToday(Refused):
    """A signature or confirmation stands under the day on which it is given."""

    code = "date_not_today"
    text = _("This act bears the day on which it is made: leave the date out.")


def of_today(call: Call) -> dict[str, Any]:
    """The values of an act that cannot be dated; raises NotToday."""
    day = call.values.pop("occurred_on", None)
    if day not in {None, local_day(call.at)}:
        raise NotToday(errors={"occurred_on": [NotToday.text]})
    return call.values
