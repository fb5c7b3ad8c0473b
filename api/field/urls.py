"""Addresses of the field app; `ping`, `csrf` and `key` end without a slash."""

from django.urls import path, register_converter

from api.field import contact, records, visits


class Sha256Converter:
    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Sha256Converter, "sha256")

urlpatterns = [
    path("field/ping", contact.Ping.as_view(), name="field_ping"),
    path("field/csrf", contact.CsrfToken.as_view(), name="field_csrf"),
    path("field/key", contact.BackupKey.as_view(), name="field_key"),
    path("field/devices/<uuid:id>/", contact.Device.as_view(), name="field_device"),
    path("field/visits/", visits.FieldVisits.as_view(), name="field_visits"),
    path("field/records/<uuid:id>/", records.Record.as_view(), name="field_record"),
    path(
        "field/records/<uuid:id>/complete/",
        records.CompleteRecord.as_view(),
        name="field_record_complete",
    ),
    path("field/files/<sha256:sha256>/", records.File.as_view(), name="field_file"),
]
