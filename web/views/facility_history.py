from typing import Any


def history_of(facility: Any, officer: Any, *, at: Any) -> dict[str, Any]:
    return {}
