"""Login through django-allauth: closed sign-up, limits on guessing, sealed secrets."""

import base64
import hashlib
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import RoleGrant, User
from audit import trail

log = structlog.get_logger(__name__)


class OfficerBackend(AuthenticationBackend):
    """Loads the officer with agency and roles: every page asks for them."""

    def get_user(self, user_id: Any) -> User | None:
        """In one query, where the officer holds or held any role."""
        grants = RoleGrant.objects.filter(user_id=user_id)
        rows = list(grants.select_related("user__agency__ward"))
        user = rows[0].user if rows else User.objects.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        held = user.role_grants.all()
        held._result_cache = rows  # type: ignore[attr-defined]
        user._prefetched_objects_cache = {"role_grants": held}  # type: ignore[attr-defined]
        return user


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator; ten wrong tries make one wait.

    Tries are counted per account and address, so that a stranger elsewhere cannot
    lock an officer out.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The user name or the password is not right."),
        "too_many_login_attempts": _(
            "Too many wrong tries from here. Wait some minutes, then try again."
        ),
        "incorrect_password": _("The password is not right."),
    }

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        _note("account.login", user, by=user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """In the log only, without the name: it may be a password typed one field up.

        Nothing here depends on whether the account exists, the time taken neither.
        """
        log.warning("login_failed", address=self.get_client_ip(request))

    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        _note("account.change_password", user, by=user)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(
        self, request: HttpRequest, **credentials: Any
    ) -> str:
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keys of authenticator apps are not readable in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right. Type the newest one."),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _note(action: str, user: User, *, by: User | None) -> None:
    trail.record(
        action=action, record=user, at=timezone.now(), by=by, label=user.username
    )


def _box() -> Fernet:
    key = hashlib.sha256(f"web.accounts:{settings.FIELD_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
