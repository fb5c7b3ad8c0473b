from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from reports import (
            annual_paper,  # noqa: F401 - joins the catalogue of drafted forms
            policies,  # noqa: F401 - its rows join the table
        )
