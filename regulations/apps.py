from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegulationsConfig(AppConfig):
    name = "regulations"
    verbose_name = _("Regulations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The permission table is whole once every app's grants are registered."""
        from regulations import policies  # noqa: F401
