"""All settings. Every environment variable is read in the first block, checked, and named in the README."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.env import (
    env_bool,
    env_int,
    env_keys,
    env_list,
    env_mailer,
    env_model_options,
    env_offers,
    env_pools,
    env_reader,
    env_secret,
    env_str,
    env_url,
    env_weights,
)
from config.queues import channel_prefix, q_cluster
from generation.engines.registry import ENGINES

BASE_DIR = Path(__file__).resolve().parent.parent

# ---------------------------------------------------------------- environment
DATA = Path(env_str("KULISSE_DATA", str(BASE_DIR / "var"))).resolve()
DEMO = env_bool("KULISSE_DEMO")
DEBUG = env_bool("KULISSE_DEBUG")
PORT = env_int("PORT", 8000, 1, 65535)
BIND = env_str("KULISSE_BIND", "127.0.0.1")  # the address the web process listens on
SECRET_KEY = env_secret("KULISSE_SECRET_KEY", DATA / "keys" / "secret", may_make=DEMO or DEBUG)
PUBLIC_URL = env_str("KULISSE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
ALLOWED_HOSTS = env_list("KULISSE_HOSTS", f"localhost,127.0.0.1,[::1],{urlsplit(PUBLIC_URL).hostname}")
INSTANCE_NAME = env_str("KULISSE_NAME", "Kulisse")
LIKENESS_WORD = env_str("KULISSE_LIKENESS_WORD", "likeness")
DATABASE_URL = env_str("KULISSE_DATABASE_URL", f"sqlite:///{DATA / 'kulisse.sqlite3'}")
KEEP_CONNECTIONS = env_int("KULISSE_KEEP_CONNECTIONS", 0)  # seconds; never where processes fork
REDIS_URL = env_str("KULISSE_REDIS_URL")
ENGINE = env_str("KULISSE_ENGINE", "papertheatre", tuple(ENGINES))
MODEL = env_str("KULISSE_MODEL")  # which model an engine loads; the paper theatre needs none
OFFERS = env_offers("KULISSE_ENGINES", ENGINE, MODEL)  # what people can choose from, the default first
MODEL_OPTIONS = env_model_options()  # KULISSE_DEVICE, _DTYPE, _OFFLOAD and more: docs/models.md
REMOTES = env_str("KULISSE_REMOTES")  # TOML: fleets of servers for the remote engine, which reads it itself
POOLS = env_pools("KULISSE_POOLS", OFFERS)  # jobs at once in each pool of workers, on one host
MEDIA_FOLDER = env_str("KULISSE_MEDIA_URL", f"file://{DATA / 'media'}")
ACCEL_PREFIX = env_str("KULISSE_ACCEL")  # e.g. /_media/: nginx sends the bytes, we only decide
MAILER = env_mailer("KULISSE_EMAIL_URL")
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or "localhost"
EMAIL_FROM = env_str("KULISSE_EMAIL_FROM", f"{INSTANCE_NAME} <no-reply@{PUBLIC_HOST}>")
PUSH_SERVICES = env_list(  # hosts, a leading dot for all below; or a whole http://host:port
    "KULISSE_PUSH_SERVICES",
    "fcm.googleapis.com,updates.push.services.mozilla.com,.push.apple.com,.notify.windows.com",
)
PURGE_URL = env_url("KULISSE_PURGE_URL")  # is told which addresses a cache must forget
PURGE_SECRET = env_str("KULISSE_PURGE_SECRET")
SEAL_FOLDER = Path(env_str("KULISSE_SIGNING_KEY", str(DATA / "keys" / "seal")))
BIOMETRICS_KEYS = env_keys("KULISSE_BIOMETRICS_KEY", DATA / "keys" / "biometrics")  # the first one encrypts
LIKENESS_AGE = env_int("KULISSE_LIKENESS_AGE", 18, 18, 99)  # younger people have no likeness here
ASR_MODEL, FACE_MODEL = env_str("KULISSE_ASR_MODEL"), env_str("KULISSE_FACE_MODEL")  # of a stronger checker
RECORDING_CHECKER = env_str("KULISSE_RECORDING_CHECKER", "cameos.checker.EmbeddedChecker")
OPEN_SIGNUP = env_bool("KULISSE_OPEN_SIGNUP")
STEERING_LLM, STEERING_LLM_MODEL, STEERING_LLM_KEY = env_reader("KULISSE_STEERING_LLM")  # may read wishes
PUBLISH_RULE = env_str("KULISSE_PUBLISH", "auto", ("auto", "cameo", "all"))
ANSWER_DAYS = env_int("KULISSE_ANSWER_DAYS", 7, 1, 90)  # a likeness owner's silence then means no
JOBS_A_DAY = env_int("KULISSE_JOBS_A_DAY", 30, 1)
JOBS_WAITING = env_int("KULISSE_JOBS_WAITING", 100, 1)  # of one person
JOBS_RUNNING = env_int(
    "KULISSE_JOBS_RUNNING", 0
)  # of one person, in one pool; 0: as many as there are workers
BATCH_SHARE = env_int("KULISSE_BATCH_SHARE", 5, 2)  # every so manieth start is of what nobody waits for
LEASE_SECONDS = env_int("KULISSE_LEASE_SECONDS", 60, 2)
STEP_SECONDS = env_int("KULISSE_STEP_SECONDS", 900, 2)  # without a step so long, a worker ends itself
MAX_ATTEMPTS = env_int("KULISSE_MAX_ATTEMPTS", 3, 1)
FEED_WEIGHTS = env_weights("KULISSE_FEED_WEIGHTS")  # what the feed is to bring about
FEED_COMPLAINTS = "moderation.queries.reports_about_clips"  # learned from; the apps do not know each other
LOG_LEVEL = env_str("KULISSE_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))

if not MEDIA_FOLDER.startswith("file://"):
    raise ImproperlyConfigured(f"KULISSE_MEDIA_URL={MEDIA_FOLDER!r}: expected file:///a/folder.")
if PURGE_URL and not PURGE_SECRET:
    raise ImproperlyConfigured("KULISSE_PURGE_URL needs KULISSE_PURGE_SECRET: each call is signed with it.")
if DEMO and urlsplit(PUBLIC_URL).hostname not in ("localhost", "127.0.0.1", "::1"):
    raise ImproperlyConfigured(
        "KULISSE_DEMO=1 signs people in without a password: KULISSE_URL must be local."
    )

# ---------------------------------------------------------------- applications
INSTALLED_APPS = [
    "search",
    "accounts",
    "circles",
    "cameos",
    "generation",
    "comments",
    "moderation",
    "feed",
    "config",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
    "knox",
    "channels",
    "django_q",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "generation.access.PrivateByDefault",
    "csp.middleware.CSPMiddleware",
    "config.permissions.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "generation.access.GoneMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.instance",
            ]
        },
    }
]

# ---------------------------------------------------------------- database
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
DATABASES["default"]["CONN_MAX_AGE"] = KEEP_CONNECTIONS
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits at BEGIN, it never fails half-way
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA journal_size_limit=27103364;",
    }
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}  # a file: workers race on it
else:
    DATABASES["default"]["OPTIONS"] = {"prepare_threshold": 0}  # for accounts/prepared.py alone
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---------------------------------------------------------------- people
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.PasswordBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "feed:home"
LOGOUT_REDIRECT_URL = "feed:home"
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.LoginForm", "signup": "accounts.forms.SignupForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "handle"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_SESSION_REMEMBER = True
EMAIL_BACKEND = f"django.core.mail.backends.{MAILER.backend}.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS, EMAIL_USE_SSL = MAILER.host, MAILER.port, MAILER.tls, MAILER.ssl
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAILER.user, MAILER.password
EMAIL_FILE_PATH, EMAIL_TIMEOUT, DEFAULT_FROM_EMAIL = MAILER.folder, 20, EMAIL_FROM
EMAIL_IS_SET = MAILER.backend != "dummy"
PUSH_CONTACT = f"mailto:kulisse@{PUBLIC_HOST}"
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_TTL": None, "AUTO_REFRESH": False}
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https")
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"kulisse_{PORT}", f"kulisse_csrf_{PORT}"  # two instances, one host
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# ---------------------------------------------------------------- API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.bearer.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.CursorPagination",
    "PAGE_SIZE": 20,
    "EXCEPTION_HANDLER": "generation.problems.exception_handler",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Kulisse",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        **{f"{name}Enum": f"generation.states.{name}" for name in ("JobState", "ClipState", "UseState")},
        "CameoKindEnum": "cameos.models.CameoKind",
        "CameoStateEnum": "cameos.models.CameoState",
        "CommentStateEnum": "comments.models.CommentState",
        "JobKindEnum": "generation.cuts.JobKind",
        "MuteKindEnum": "accounts.models.MuteKind",
        "NotificationKindEnum": "accounts.models.NotificationKind",
        "SearchKindEnum": "feed.search.api.KINDS",
    },
}

# ---------------------------------------------------------------- jobs and sockets
Q_CLUSTER = q_cluster(REDIS_URL, POOLS)
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": channel_prefix(SECRET_KEY)},
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}

# ---------------------------------------------------------------- files, language, security
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(urlsplit(MEDIA_FOLDER).path)
WORK_ROOT = DATA / "work"  # half-made files of running jobs; emptied by the sweep
_hashed = "config.staticfiles.HashedStaticFiles"
_plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _plain if DEBUG or "pytest" in sys.modules else _hashed},
}
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "UTC"
USE_TZ = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
STATUS_KEPT = 5  # seconds a consent status list is used again where nothing has moved
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname:<7} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"django.request": {"level": "ERROR"}, "django-q": {"level": "WARNING"}},
}
