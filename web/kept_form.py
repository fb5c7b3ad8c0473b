"""A form whose session ended while it was being filled in: the typing is kept.

The answer to such a post is the login page; after login the same address shows the
same form with what was typed, and asks to send it again. Nothing is done twice and
nothing is lost, except files: a browser does not let them be put back.

What was typed waits in the new session, encrypted, for fifteen minutes, and only for
the person who typed it: every form carries the signed key of its reader (`owner`).
"""

import base64
import hashlib
import json
import time
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, QueryDict

OWNER_FIELD = "_owner"
SESSION_KEY = "kept_form"
SECONDS = 15 * 60
_SALT = "web.kept_form"
_SECRETS = {"code", "csrfmiddlewaretoken", OWNER_FIELD}


@dataclass(frozen=True, slots=True)
class KeptForm:
    fields: QueryDict
    had_files: bool


def owner_token(user_pk: object) -> str:
    """What a form carries to say whose typing it is."""
    return signing.dumps(str(user_pk), salt=_SALT)


def keep(request: HttpRequest, *, path: str | None = None) -> bool:
    """Keep a post that cannot be taken now; False when it has no known owner."""
    try:
        owner = signing.loads(
            request.POST.get(OWNER_FIELD, ""), salt=_SALT, max_age=12 * 3600
        )
    except signing.BadSignature:
        return False
    fields = request.POST.copy()
    for name in list(fields):
        if name in _SECRETS or "password" in name:
            del fields[name]
    content = json.dumps(
        {
            "owner": owner,
            "path": path or request.path,
            "fields": fields.urlencode(),
            "had_files": bool(request.FILES),
            "at": time.time(),
        }
    )
    request.session[SESSION_KEY] = _box().encrypt(content.encode()).decode()
    return True


def is_waiting(request: HttpRequest) -> bool:
    return SESSION_KEY in request.session


def take(request: HttpRequest) -> KeptForm | None:
    """The kept typing for this address and this person; it is handed out once."""
    sealed = request.session.get(SESSION_KEY)
    if not sealed or not request.user.is_authenticated:
        return None
    try:
        content = json.loads(_box().decrypt(sealed.encode(), ttl=SECONDS))
    except (InvalidToken, ValueError):
        del request.session[SESSION_KEY]
        return None
    if content["owner"] != str(request.user.pk):
        del request.session[SESSION_KEY]
        return None
    if content["path"] != request.path:
        return None
    del request.session[SESSION_KEY]
    return KeptForm(QueryDict(content["fields"]), bool(content["had_files"]))


def _box() -> Fernet:
    key = hashlib.sha256(f"{_SALT}:{settings.FIELD_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
