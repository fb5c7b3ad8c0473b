from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Documents")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The permission table is whole once every app's grants are registered."""
        from documents import policies  # noqa: F401 - its rows join the table
        from documents.forms import registered  # noqa: F401 - joins the catalogue
