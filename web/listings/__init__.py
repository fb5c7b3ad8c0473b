"""Every list that goes out as a file, by the name that its address bears."""

from web.listings import (
    case_goods,
    case_tabs,
    cases,
    facilities,
    imports,
    inspections,
    law,
    papers,
    planning,
    records,
    tabs,
)
from web.listings.base import Listing

LISTINGS: dict[str, Listing] = {
    listing.name: listing
    for module in (
        cases,
        case_tabs,
        case_goods,
        facilities,
        imports,
        inspections,
        planning,
        law,
        papers,
        records,
        tabs,
    )
    for listing in module.LISTINGS
}

__all__ = ["LISTINGS", "Listing"]
