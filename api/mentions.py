"""Agencies, officers and facilities as other records mention them."""

from __future__ import annotations

from rest_framework import serializers

from agencies.models import Agency, User, Ward
from facilities.models import Facility


class AgencyRef(serializers.ModelSerializer):
    class Meta:
        model = Agency
        fields = ["code", "short_name"]


class WardRef(serializers.ModelSerializer):
    class Meta:
        model = Ward
        fields = ["code", "name"]


class OfficerRef(serializers.ModelSerializer):
    name = serializers.CharField(source="full_name")
    agency = serializers.CharField(source="agency_id")

    class Meta:
        model = User
        fields = ["username", "name", "title", "agency"]


class FacilityRef(serializers.ModelSerializer):
    class Meta:
        model = Facility
        fields = ["id", "code", "name"]
