"""Papers printed together, as the pages about them are looked at."""

from __future__ import annotations

from django.utils import timezone

from agencies.models import User
from cases.models import Case
from documents import services
from tests.browser.row import SO


def printed() -> list[object]:
    """A batch that is done: of some cases there was nothing to print."""
    by = User.objects.with_standing().get(username="so.thuly")
    led = Case.objects.visible_to(by, timezone.now()).filter(lead_agency=SO)
    batch = services.start_batch(
        cases=list(led.order_by("id").values_list("pk", flat=True)[:4]),
        content="decisions",
        output="pdf",
        by=by,
        at=timezone.now(),
    )
    # One that still runs leads on by itself and cannot be looked at.
    services.go_on(batch=batch, by=by, at=timezone.now(), seconds=60)
    return [batch.pk]
