"""Việc của tôi: whose turn it is, and what is due next."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from agencies import access
from web.desk import MOST_BLOCKS, Desk
from web.pages import page


def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    desk = Desk(request.user, now)
    blocks = desk.blocks()
    filled = [block for block in blocks if block.count]
    shown, folded = filled[:MOST_BLOCKS], filled[MOST_BLOCKS:]
    return page(
        request,
        "home.html",
        {
            "today": desk.today,
            "figures": blocks[:5],
            "left": shown[::2],
            "right": shown[1::2],
            "folded": folded,
            "may_create": access.could(request.user, "case.receive", None, now),
        },
    )
