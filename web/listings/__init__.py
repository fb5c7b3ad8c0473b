"""Every list that goes out as a file, by the name that its address bears."""

from web.listings import cases, facilities, imports, inspections, law, records
from web.listings.base import Listing

LISTINGS: dict[str, Listing] = {
    listing.name: listing
    for module in (cases, facilities, imports, inspections, law, records)
    for listing in module.LISTINGS
}

__all__ = ["LISTINGS", "Listing"]
