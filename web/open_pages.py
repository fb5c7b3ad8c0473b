"""Pages for everybody: no login, nothing kept, so many a minute from one address."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

View = Callable[..., HttpResponseBase]
MINUTE = 60


def open_page(view: View) -> View:
    """Open without login; 429 past `OPEN_PAGES_A_MINUTE` from one address.

    Kept by no cache, as every page of the product (`KnownRequest`).
    """
    return login_not_required(require_safe(_counted(view)))


def open_question(view: View) -> View:
    """The same for a page that also takes a file to look at, and changes nothing.

    So there is nothing to forge, and no form needs a cookie.
    """
    methods = require_http_methods(["GET", "HEAD", "POST"])
    return login_not_required(csrf_exempt(methods(_counted(view))))


def _counted(view: View) -> View:
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if opened_this_minute(request) > settings.OPEN_PAGES_A_MINUTE:
            answer = render(request, "public/too_many.html", status=429)
            answer["Retry-After"] = str(MINUTE)
            return answer
        return view(request, *args, **kwargs)

    return opened


def opened_this_minute(request: HttpRequest) -> int:
    """How often the address came in this minute; counted in each process by itself."""
    minute = int(time.time()) // MINUTE
    key = f"open-page:{get_adapter().get_client_ip(request)}:{minute}"
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        return int(cache.incr(key))
    except ValueError:  # thrown out between the two
        return 1
