"""Settings, from the environment; every variable is listed in docs/deployment.md.

Without any, the product runs for one person at this machine: SQLite, DEBUG on, loopback only.
"""

import os
import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import SimpleLazyObject

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("ZHIBI_VAR", BASE_DIR / "var"))

DEBUG = os.environ.get("DEBUG", "1") == "1"
DEVELOPMENT_SECRET = "development-only-not-for-production"  # noqa: S105 - refused when DEBUG is off
SECRET_KEY = os.environ.get("SECRET_KEY", DEVELOPMENT_SECRET)
if not DEBUG and (
    SECRET_KEY == DEVELOPMENT_SECRET or len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5
):
    raise ImproperlyConfigured(
        "DEBUG=0 needs a SECRET_KEY of at least 50 random characters in the environment."
    )

ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host]
CSRF_TRUSTED_ORIGINS = [
    origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin
]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "treebeard",
    "accounts",
    "reports",
    "drafting",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "drafting.bell.unread",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'zhibi.sqlite3'}",
        conn_max_age=0,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    # Readers never wait for the writer, and a writer takes its lock at once instead of failing
    # half-way through a transaction.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
elif "test" not in sys.argv and "pytest" not in sys.modules:
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]


def demo_sign_ins() -> list[tuple[str, str, str]]:
    """User name, password and person for the sign-in page of a demo."""
    from reports.demo.loader import sign_ins  # models can be loaded only after the settings

    return sign_ins()


DEMO_SIGN_INS: SimpleLazyObject | list[tuple[str, str, str]] = (
    SimpleLazyObject(demo_sign_ins) if os.environ.get("ZHIBI_DEMO") == "1" else []
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {
        "NAME": "accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "workbench"
LOGOUT_REDIRECT_URL = "sign_in"

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # locks are lifted on the page of people

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
# Without `collectstatic` whitenoise finds the files where they lie, under their plain names.
IS_STATIC_COLLECTED = os.environ.get("STATIC_COLLECTED", "0" if DEBUG else "1") == "1"
WHITENOISE_USE_FINDERS = not IS_STATIC_COLLECTED
STATIC_ROOT = (
    Path(os.environ.get("STATIC_ROOT", BASE_DIR / "staticfiles")) if IS_STATIC_COLLECTED else None
)
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.storage.HashedStorage"
        if IS_STATIC_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# An upload of 10 MB is the largest that the import page takes; its text comes back once more
# in the form that confirms the preview.
IMPORT_FILE_BYTES = 10 * 1024 * 1024
IMPORT_TEXT_BYTES = 1024 * 1024

# LibreOffice, where there is one: how it is called (empty: soffice or libreoffice in the path), how
# long one file may take and wait, how many run at once, how long a PDF is kept.
SOFFICE = os.environ.get("SOFFICE", "")
OFFICE_SECONDS = 60
OFFICE_WAIT_SECONDS = 20
OFFICE_PLACES = 2
OFFICE_OUTPUT_BYTES = 100 * 1024 * 1024
PDF_KEPT_SECONDS = 24 * 60 * 60

# What takes long, or must not hold up a page, is done by `manage.py work`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Exports of many reports: where the files lie until they are fetched; up to how many reports
# are sent at once, in how many processes a worker typesets, and after how long a silence it counts
# as dead (longer than LibreOffice may take for one file, twice).
EXPORT_DIR = Path(os.environ.get("EXPORT_DIR", VAR_DIR / "exports"))
EXPORT_AT_ONCE = int(os.environ.get("EXPORT_AT_ONCE", "20"))
EXPORT_PROCESSES = int(os.environ.get("EXPORT_PROCESSES", "2"))
EXPORT_SILENT_SECONDS = int(os.environ.get("EXPORT_SILENT_SECONDS", "180"))

# Mail is off until a server is named; SITE_URL ("https://zhibi.example.gov.cn") makes the links
# in mails and messages whole.
SITE_URL = os.environ.get("SITE_URL", "").rstrip("/")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "0") == "1"
EMAIL_USE_SSL = os.environ.get("EMAIL_USE_SSL", "0") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "zhibi@localhost")
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
# The machines whose group robots may be called; none unless somebody says so.
ROBOT_HOSTS = [host for host in os.environ.get("ROBOT_HOSTS", "").split(",") if host]
ROBOT_SECONDS = 5

# Folder with a language model for the check (model.onnx, vocab.txt); none by default.
CHECK_MODEL_DIR = os.environ.get("CHECK_MODEL_DIR", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "config.errors.csrf_failed"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
if not DEBUG:
    # HTTPS ends at the balancer on most intranets; INSECURE_HTTP=1 is for those without any.
    over_https = os.environ.get("INSECURE_HTTP", "0") != "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = over_https
    SESSION_COOKIE_SECURE = over_https
    CSRF_COOKIE_SECURE = over_https
    SECURE_HSTS_SECONDS = 31_536_000 if over_https else 0
    SECURE_HSTS_INCLUDE_SUBDOMAINS = over_https
    SECURE_HSTS_PRELOAD = over_https

# Everything from a warning upward goes to standard error, where the process's keeper finds it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django_tasks_db": {"level": "ERROR"},  # it warns of every orderly stop
    },
}
