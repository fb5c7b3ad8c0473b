"""Is the server there, who is signed in, which key seals a backup, how is the phone?"""

from __future__ import annotations

import base64
from typing import Any

from django.contrib.auth import get_user
from django.middleware.csrf import get_token
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import permissions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import User
from api import fields
from api.authentication import has_second_factor
from api.idempotency import by_its_address
from api.shapes import Body
from api.views import ApiView
from inspections import field_backups, services
from inspections.field_reading import CURRENT_APP, OLDEST_APP

PRODUCT = "lien-nganh"


class AppShown(serializers.Serializer):
    current = serializers.CharField()
    oldest = serializers.CharField(help_text="Older versions are refused.")


class PingShown(serializers.Serializer):
    product = serializers.CharField(help_text="What a captive portal would not say.")
    time = serializers.DateTimeField(help_text="The server's.")
    user = serializers.CharField(allow_null=True)
    name = serializers.CharField(allow_null=True)
    app = AppShown()


class Ping(ApiView):
    """The expected JSON: anything else is no network, whatever the browser thinks."""

    permission_classes = [permissions.AllowAny]
    authentication_classes = []

    @extend_schema(responses=PingShown)
    def get(self, request: Request) -> Response:
        officer = _signed_in(request)
        return Response(
            {
                "product": PRODUCT,
                "time": timezone.localtime(self.at).isoformat(),
                "user": str(officer.pk) if officer else None,
                "name": officer.full_name if officer else None,
                "app": {"current": CURRENT_APP, "oldest": OLDEST_APP},
            }
        )


def _signed_in(request: Request) -> User | None:
    """Whose session it is; one that lacks its second factor is nobody's yet."""
    plain = request._request
    # Of the session itself: nobody was asked to sign in, so the request has no user.
    user = get_user(plain)
    if not isinstance(user, User) or not user.is_active:
        return None
    return user if has_second_factor(plain, user) else None


class TokenShown(serializers.Serializer):
    token = serializers.CharField()


class CsrfToken(ApiView):
    """A fresh CSRF token for the header X-CSRFToken; it changes at each login."""

    @extend_schema(responses=TokenShown)
    def get(self, request: Request) -> Response:
        return Response({"token": get_token(request._request)})


class KeyShown(serializers.Serializer):
    id = serializers.CharField()
    algorithm = serializers.CharField()
    public_key = serializers.CharField(help_text="Base64 of the raw point, 65 bytes.")


class BackupKey(ApiView):
    """The server's public key: a backup file on the phone is sealed for it."""

    @extend_schema(responses=KeyShown)
    def get(self, request: Request) -> Response:
        point = field_backups.public_point()
        return Response(
            {
                "id": field_backups.key_id(),
                "algorithm": field_backups.ALGORITHM,
                "public_key": base64.b64encode(point).decode(),
            }
        )


class PhoneBody(Body):
    name = fields.Text(max_length=120, allow_blank=True)
    app = fields.Text(max_length=20)
    unsent = fields.Whole(max_value=32_000)
    unsent_since = fields.Moment(allow_null=True)


class PhoneShown(serializers.Serializer):
    server_time = serializers.DateTimeField()


class Device(ApiView):
    """What a phone says of itself: so the office knows which records are not sent."""

    @extend_schema(request=PhoneBody, responses=PhoneShown)
    @by_its_address
    def put(self, request: Request, id: Any) -> Response:
        """Note how many records wait on the phone, and since when."""
        self.permit("sync.put", None)
        values = self.body(PhoneBody)
        services.note_field_device(device_id=id, **values, by=self.officer, at=self.at)
        return Response({"server_time": timezone.localtime(self.at).isoformat()})
