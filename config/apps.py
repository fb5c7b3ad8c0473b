from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The wiring itself: commands that need several floors, and the checks."""

    name = "config"

    def ready(self) -> None:
        from config import checks  # noqa: F401 - registers them
