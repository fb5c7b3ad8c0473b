"""What the trail says of the request: set by the doors' middleware, empty elsewhere."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestContext:
    request_id: str = ""
    address: str = ""


_NONE = RequestContext()
current_request: ContextVar[RequestContext] = ContextVar(
    "current_request", default=_NONE
)
