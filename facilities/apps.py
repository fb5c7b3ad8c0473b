from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FacilitiesConfig(AppConfig):
    name = "facilities"
    verbose_name = _("Facilities")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from facilities import (
            law_table,  # noqa: F401 - the law desk keeps it
            policies,  # noqa: F401 - its rows join the table
        )
