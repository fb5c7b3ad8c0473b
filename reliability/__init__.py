"""Long programmes: races, random lives, crashes. Each ends by checking the invariants.

One JSON line per result; see `./dev reliability run --help`. A programme's processes
each begin here, so this sets Django up.
"""

import os

import django
from django.apps import apps
from django.conf import settings

if not apps.ready:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("TESTING", "1")  # no pool: each process has one connection
    django.setup()
    # Keeping every query with its values doubles the time of each.
    settings.DEBUG = False
