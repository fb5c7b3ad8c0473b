"""What a rule says when it refuses. The doors map these classes, not their texts.

| class          | HTTP | meaning                                             |
|----------------|------|-----------------------------------------------------|
| `NotPermitted` | 403  | this person may not, in any state of the record     |
| `NotReady`     | 409  | wrong state, a guard not met, or the record moved on |
| `Refused`      | 422  | a value that a rule refuses; `errors` names the field |
| `TooLarge`     | 413  | a file past its limit                               |
| `KindRefused`  | 415  | a file of a kind that is not taken                  |
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why a step is closed: `place` names the part of the record to open.

    `place` is a tab of the record ("parties", "findings", "documents", "deadlines" …)
    or "" when nothing on the record's pages would help.
    """

    code: str
    text: str | Promise
    place: str = ""


class DomainError(Exception):
    """A refusal by a rule: stable `code`, translatable text, nothing changed."""

    code: ClassVar[str] = "refused"
    text: ClassVar[str | Promise] = _("The request was refused.")

    def __init__(
        self,
        text: str | Promise | None = None,
        *,
        code: str | None = None,
        errors: Mapping[str, Sequence[str | Promise]] | None = None,
        blockers: Sequence[Blocker] = (),
        current: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(text or self.text)
        self.detail = text or self.text
        self.reason_code = code or self.code
        self.errors = {name: list(texts) for name, texts in (errors or {}).items()}
        self.blockers = tuple(blockers)
        self.current = dict(current or {})

    def __str__(self) -> str:
        return str(self.detail)


class NotPermitted(DomainError):
    code = "not_permitted"
    text = _("You may see this but not do it.")


class NotReady(DomainError):
    code = "not_ready"
    text = _("The record is not ready for this step.")


class MovedOn(NotReady):
    """Somebody else was first: `current` holds the value that stands now."""

    code = "moved_on"
    text = _("The record was changed by somebody else meanwhile.")


class Refused(DomainError):
    code = "value_refused"
    text = _("A value was refused.")


class TooLarge(DomainError):
    code = "file_too_large"
    text = _("The file is too large.")


class KindRefused(DomainError):
    code = "file_kind_refused"
    text = _("Files of this kind are not taken.")
