"""Every deed of the three doors, by door and action of the permission table."""

from __future__ import annotations

from collections import defaultdict

from reliability.doors import Deed
from reliability.doors.interface import of_interface
from reliability.doors.pages import of_pages
from reliability.doors.services import of_services


def deeds() -> dict[tuple[str, str], list[Deed]]:
    """The ways to do what an action names at a door; they are taken in turn."""
    found: dict[tuple[str, str], list[Deed]] = defaultdict(list)
    for deed in (*of_services(), *of_interface(), *of_pages()):
        found[deed.door, deed.action].append(deed)
    return found
