"""Settings of the portal. Every value that differs between installations comes from the environment."""

import sys
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = False
PORTAL_DATA = Path(env.str("PORTAL_DATA", default=str(BASE_DIR / "var"))).resolve()

SECRET_KEY = env.str("SECRET_KEY", default="")
FIELD_KEYS = env.list("FIELD_KEYS", default=[])
if len(SECRET_KEY) < 40:
    raise ImproperlyConfigured(
        "SECRET_KEY 未设置或短于 40 个字符。请用 ./portal manage … 启动（首次启动会自动生成），"
        "或在环境变量中设置一个随机长字符串。"
    )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The domains register their declarations with the core at start; the core never imports them by name.
DOMAINS = ["employment", "talent", "social_insurance", "labor_relations", "bureau.public_service"]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "bureau.audit",
    "bureau.organisation",
    "bureau.jobs",
    "bureau.web",
    "bureau.uploads",
    "bureau.catalogue",
    "bureau.figures",
    "bureau.totals",
    "bureau.registers",
    "bureau.returns",
    *DOMAINS,
    "reports",
    "bureau.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "bureau.web.middleware.SecurityHeadersMiddleware",
    "bureau.web.middleware.RequestLimitsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bureau.organisation.middleware.SessionLimitMiddleware",
    "bureau.audit.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "bureau.urls"
WSGI_APPLICATION = "bureau.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "bureau.organisation.context.frame",
            ],
        },
    }
]

# --- database -------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres:///portal")}
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people ---------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "bureau.organisation.passwords.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "bureau.organisation.passwords.NoOwnNameValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "bureau.organisation.passwords.ThreeClassesValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"

# Five wrong tries lock the pair of account and address for 15 minutes: an office behind one address goes on working.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Knocking on a locked door does not keep it locked: the 15 minutes run from the last try that was looked at.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "bureau.organisation.views.locked_out"
AXES_CLIENT_IP_CALLABLE = "bureau.audit.addresses.client_address"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Sessions live in PostgreSQL: losing Redis logs nobody out.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 30 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ABSOLUTE_SECONDS = 10 * 3600
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "bureau.web.errors.csrf_failure"
# Proxies whose X-Forwarded-For is believed; empty means the peer's own address counts.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

# --- transport ------------------------------------------------------------------------------------------------
BEHIND_TLS = env.bool("BEHIND_TLS", default=False)
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_HSTS_PRELOAD = BEHIND_TLS
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- language, time, files --------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = PORTAL_DATA / "static"
# Files are found in the apps as well, so that a first look needs no collectstatic.
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "bureau.web.staticfiles.HashedStorage"},
}
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(PORTAL_DATA / "media")))
EXPORT_ROOT = Path(env.str("EXPORT_ROOT", default=str(PORTAL_DATA / "exports")))
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- API --------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "bureau.organisation.tokens.TokenAuthentication",
        "bureau.organisation.tokens.SessionAuthentication",
    ],
    # Logged in, and not one of the three administrators: an address that is for others says so itself.
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "bureau.organisation.permissions.Business",
    ],
    "DEFAULT_RENDERER_CLASSES": ["bureau.web.api.rendering.PortalRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "bureau.web.api.parsing.DecimalJSONParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_PAGINATION_CLASS": "bureau.web.api.pagination.Pages",
    "DEFAULT_SCHEMA_CLASS": "bureau.web.api.schema.DescribedView",
    "EXCEPTION_HANDLER": "bureau.web.api.errors.answer",
    "DATETIME_FORMAT": None,
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "人社指标门户 API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # The description is held by a test of its own; `check --deploy` is about safety.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "ENUM_NAME_OVERRIDES": {
        "UnitKindEnum": "bureau.organisation.models.UnitKind",
        "RoleEnum": "bureau.organisation.models.Role",
        "JobStateEnum": "bureau.jobs.models.JobState",
        "ImportStateEnum": "bureau.uploads.models.ImportState",
        "RequestStateEnum": "bureau.figures.models.RequestState",
        "SheetStateEnum": "bureau.figures.models.SheetState.values",
        "TargetKindEnum": "bureau.catalogue.models.Target.Kind",
    },
}

# --- work in the background --------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    # A ring on commit must not keep a clerk waiting when the broker is down: the sweep finds the mark anyway.
    "max_retries": 0,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Every entry expires a little before it is due again: a sleeping worker never wakes to a queue of old sweeps.
CELERY_BEAT_SCHEDULE = {
    "sweep-marks": {"task": "totals.sweep", "schedule": 5.0, "options": {"expires": 4}},
    "sweep-rows": {"task": "registers.sweep_marks", "schedule": 5.0, "options": {"expires": 4}},
    "sweep-jobs": {"task": "jobs.sweep", "schedule": 10.0, "options": {"expires": 8}},
    "seal-audit": {"task": "audit.seal", "schedule": 60.0, "options": {"expires": 50}},
    "beat-pulse": {"task": "web.pulse", "schedule": 5.0, "options": {"expires": 4}},
    "forget-answers": {"task": "web.forget_answers", "schedule": 3600.0, "options": {"expires": 3000}},
    "forget-logins": {"task": "organisation.forget_logins", "schedule": 3600.0, "options": {"expires": 3000}},
    "sweep-checks": {
        "task": "returns.sweep_checks",
        "schedule": crontab(hour=2, minute=10),
        "options": {"expires": 3600},
    },
    "check-counts": {
        "task": "registers.check_counts",
        "schedule": crontab(hour=3, minute=10),
        "options": {"expires": 3600},
    },
    "open-sheets": {"task": "returns.open_sheets", "schedule": 3600.0, "options": {"expires": 3000}},
    "forget-old-imports": {"task": "uploads.forget", "schedule": 3600.0, "options": {"expires": 3000}},
    # Before the office opens, so that the day's reminders are the first thing its clerks see.
    "urge": {
        "task": "returns.urge",
        "schedule": crontab(hour=7, minute=30),
        "options": {"expires": 20 * 3600},
    },
    # By the hour, so that an office that switches off at night finds its planned rows and reminders all the same.
    # On the second, so that whoever looks at the rehearsal on the first of the month can still object.
    "purge-personal": {
        "task": "registers.purge_personal",
        "schedule": crontab(day_of_month=2, hour=3, minute=10),
        "options": {"expires": 20 * 3600},
    },
    "look-ahead": {"task": "registers.look_ahead", "schedule": 3600.0, "options": {"expires": 3000}},
    "forget-old-exports": {"task": "jobs.forget_files", "schedule": 3600.0, "options": {"expires": 3000}},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"axes": {"level": "ERROR"}, "django.request": {"level": "ERROR"}},
}

# PBKDF2 with the full number of rounds costs a third of a second: right for people, pointless for throw-away tests.
if "pytest" in sys.modules:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
