"""One file of settings; values come from the environment (docs/operations.md)."""

import sys
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.folder("VAR_DIR", BASE_DIR / "var")

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY", "only-for-the-demo-and-tests" if DEBUG else "")
# Encrypts identity numbers and phones; a key of its own so that it can be kept apart.
FIELD_KEY = env.text("FIELD_KEY", "only-for-the-demo-and-tests" if DEBUG else "")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost" if DEBUG else "")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
# Printed on every issued paper, and in its QR: it must still lead here in years.
SITE_ADDRESS = env.text("SITE_ADDRESS") or (
    "http://127.0.0.1:8000" if DEBUG else f"https://{(ALLOWED_HOSTS or [''])[0]}"
)
# Which certificates sign for which agency (a TOML file of paths), and the roots that
# are trusted in a signed file (a folder). Keys themselves stay outside.
SIGNING_KEYS = env.text("SIGNING_KEYS")
SIGNING_ROOTS = env.text("SIGNING_ROOTS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "django_fsm",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "django_structlog",
    "config",
    "audit",
    "agencies",
    "evidence",
    "regulations",
    "facilities",
    "inspections",
    "cases",
    "documents",
    "reports",
    "demo",
    "api",
    "web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "web.middleware.KnownRequest",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "web.middleware.ChosenLanguage",
    "api.middleware.Problems",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "web.middleware.DatabaseWatch",
    "web.middleware.EndingSession",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "web.middleware.LoginWall",
    "web.middleware.SecondFactorWall",
    "django_structlog.middlewares.RequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    }
]

# Without DATABASE_URL, manage.py and the test set-up start the embedded server and set
# it; a program that only imports the settings (types, translations) needs no server.
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.database(env.text("DATABASE_URL") or "postgresql://127.0.0.1:1/none")
}
# A case is read with all it points to, some thirty tables joined by their keys:
# trying other orders costs PostgreSQL several times what the query takes.
DATABASES["default"]["OPTIONS"].setdefault("options", "-c join_collapse_limit=2")
if not env.flag("TESTING", default="pytest" in sys.modules):
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8}
CONN_MAX_AGE = 0

AUTH_USER_MODEL = "agencies.User"
AUTHENTICATION_BACKENDS = ["web.accounts.OfficerBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECOND_FACTOR_REQUIRED = env.flag("SECOND_FACTOR_REQUIRED", default=not DEBUG)
# Login (allauth): user name and password, second factor; accounts are made by the
# administrator. Wrong tries count per account and address, with growing waits.
ACCOUNT_ADAPTER = "web.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "10/15m/key,20/3h/key,40/1d/key",
    "reauthenticate": "10/m/user",
}
# Published plans and conclusions: how often one address may ask.
OPEN_PAGES_A_MINUTE = env.number("OPEN_PAGES_A_MINUTE", 120)
ACCOUNT_FORMS = {
    "reauthenticate": "web.forms.accounts.ConfirmForm",
    "change_password": "web.forms.accounts.NewPasswordForm",
}
MFA_ADAPTER = "web.accounts.SecondFactorAdapter"
MFA_FORMS = {"activate_totp": "web.forms.accounts.AuthenticatorForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Liên Ngành"
MFA_TOTP_TOLERANCE = 1
CSRF_FAILURE_VIEW = "web.errors.csrf_failure"
# A bearer token alone may sign only where this is on; else the password goes along.
API_TOKENS_MAY_SIGN = env.flag("API_TOKENS_MAY_SIGN", default=DEBUG)

if not DEBUG:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "config.formats"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or "pytest" in sys.modules
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
# Evidence and issued documents; never served from here directly.
MEDIA_ROOT = env.folder("MEDIA_ROOT", VAR_DIR / "media")
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Numbers of facilities begin with the province's letters.
FACILITY_PREFIX = env.text("FACILITY_PREFIX", "DL")

# What speaks for and against two records being one facility, in points; a pair that
# reaches the threshold is proposed, and a person decides (facilities/doubles.py).
DOUBLES = {
    # A like name alone never suffices: half the bookshops bear a common given name.
    # It takes one more sign that belongs to the place or to the people.
    "threshold": env.number("DOUBLES_THRESHOLD", 60),
    "name": 50,
    "place": 30,  # same house in the same ward
    "phone": 30,  # people rarely share one, though families do
    "person_number": 25,  # one person may well run two shops
    "person_name": 14,  # many persons bear one name
    "web_address": 30,
    "tax_code": 25,  # of the enterprise, where one record has none of its own
    # Against it. Two codes are two taxpayers by law, unless one was typed wrongly.
    "other_tax_code": -70,
    "other_number": -45,  # "Minh Anh 1" and "Minh Anh 2" are two sites of a chain
    "other_trade": -10,  # a bookshop and a photocopy shop of one family
    "other_place": -14,  # another house or street in the same ward
    "other_ward": -10,  # a move over the border of a ward is rarer
    "other_phone": -8,  # people have several
    "other_person": -6,  # shops change hands
    # A number or an address that more records share tells nothing (a market hall, an
    # accountant's phone), and would pair them all with each other.
    "most_sharing": 25,
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.BearerToken",
        "api.authentication.Session",
    ],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.parsers.JsonAlways",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_PARSER_CLASSES": ["api.parsers.JsonParser"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.ApiSchema",
    "EXCEPTION_HANDLER": "api.errors.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "TEST_REQUEST_RENDERER_CLASSES": [
        "rest_framework.renderers.JSONRenderer",
        "rest_framework.renderers.MultiPartRenderer",
    ],
    "UNICODE_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Liên Ngành",
    "DESCRIPTION": (
        "Inspection and violation cases for printing, publishing and book"
        " distribution. Money is whole đồng, dates are YYYY-MM-DD, times carry their"
        " offset; refusals are `application/problem+json` with a stable `code`."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {"name": "MIT"},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_PATCH": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [],  # each field shows its own values
    "GENERIC_ADDITIONAL_PROPERTIES": None,
}
