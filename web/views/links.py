"""Links between records: one of them, with what an officer makes of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.services.linking import confirm_link, link_for, reject_link
from kernel.errors import NotPermitted
from web.errors import refusals_on
from web.forms.identity import LinkForm, LinkVerdict
from web.pages import page, typed

_ACTS = {LinkVerdict.CONFIRM: confirm_link, LinkVerdict.REJECT: reject_link}


def facility_link(request: HttpRequest, id: UUID) -> HttpResponse:
    """What two records share; invisible where the officer may not be told of it."""
    now = timezone.now()
    tie = link_for(request.user, id, at=now)
    if tie is None:
        raise Http404
    if request.method == "POST" and not tie.may_settle and tie.link.is_open:
        raise NotPermitted
    form = LinkForm(typed(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            act = _ACTS[LinkVerdict(form.cleaned_data["verdict"])]
            reason = form.cleaned_data["reason"]
            act(link=tie.link, reason=reason, by=request.user, at=now)
            messages.success(request, _("Saved."))
            return redirect("facility_link", tie.link.pk)
    # Somebody was first: what was typed stays on the page.
    is_asked = tie.may_settle or request.method == "POST"
    return page(
        request,
        "facilities/link.html",
        {"tie": tie, "link": tie.link, "form": form if is_asked else None},
    )
