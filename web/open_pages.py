"""Pages for everybody: no login, reading only, so many a minute from one address."""

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
from django.views.decorators.http import require_safe

View = Callable[..., HttpResponseBase]
MINUTE = 60


def open_page(view: View) -> View:
    """Open without login; 429 past `OPEN_PAGES_A_MINUTE` from one address.

    Kept by no cache, as every page of the product (`KnownRequest`).
    """

    @login_not_required
    @require_safe
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if _opened_this_minute(request) > settings.OPEN_PAGES_A_MINUTE:
            answer = render(request, "public/too_many.html", status=429)
            answer["Retry-After"] = str(MINUTE)
            return answer
        return view(request, *args, **kwargs)

    return opened


def _opened_this_minute(request: HttpRequest) -> int:
    """How often the address came in this minute; counted in each process by itself."""
    minute = int(time.time()) // MINUTE
    key = f"open-page:{get_adapter().get_client_ip(request)}:{minute}"
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        return int(cache.incr(key))
    except ValueError:  # thrown out between the two
        return 1
