"""References in a body: to rows that exist and, where it matters, are visible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agencies.models import Agency, User, Ward
from api import fields

if TYPE_CHECKING:
    from uuid import UUID

Visible = Callable[[User, datetime], models.QuerySet[Any]]


class AgencyCode(serializers.SlugRelatedField):
    """The code of an agency."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Agency.objects.all())
        super().__init__(slug_field="code", **kwargs)

    def to_internal_value(self, data: Any) -> Agency:
        return super().to_internal_value(fields.Text().run_validation(data))


class WardCode(serializers.SlugRelatedField):
    """The five digits of a ward."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", Ward.objects.all())
        super().__init__(slug_field="code", **kwargs)

    def to_internal_value(self, data: Any) -> Ward:
        return super().to_internal_value(fields.Text().run_validation(data))


class Officer(serializers.SlugRelatedField):
    """The user name of an officer, loaded with agency and roles."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", User.objects.filter(is_active=True))
        super().__init__(slug_field="username", **kwargs)

    def get_queryset(self) -> models.QuerySet[User]:
        queryset: models.QuerySet[User] = super().get_queryset()
        return queryset.select_related("agency__ward").prefetch_related("role_grants")

    def to_internal_value(self, data: Any) -> User:
        return super().to_internal_value(fields.Text().run_validation(data))


class Reference(fields.Id):
    """The id of a record; what is invisible to the officer is refused as absent."""

    default_error_messages = {"absent": _("There is no such record.")}

    def __init__(self, visible: Visible, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.visible = visible

    def to_internal_value(self, data: Any) -> Any:
        id: UUID = super().to_internal_value(data)
        view = self.context["view"]
        found = self.visible(view.officer, view.at).filter(pk=id).first()
        if found is None:
            self.fail("absent")
        return found

    def to_representation(self, value: Any) -> str:
        return str(getattr(value, "pk", value))


class OwnPart(fields.Id):
    """The id of a part of the record that the address names."""

    default_error_messages = {"absent": _("The record has no such part.")}

    def __init__(self, relation: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.relation = relation

    def to_internal_value(self, data: Any) -> Any:
        id: UUID = super().to_internal_value(data)
        found = getattr(self.context["record"], self.relation).filter(pk=id).first()
        if found is None:
            self.fail("absent")
        return found

    def to_representation(self, value: Any) -> str:
        return str(getattr(value, "pk", value))
