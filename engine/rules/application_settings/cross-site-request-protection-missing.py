"""The middleware of an application with logins."""

MIDDLEWARE = [  # expect: cross-site-request-protection-missing
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


def bad():
    return MIDDLEWARE


def good():
    return MIDDLEWARE + ["django.middleware.csrf.CsrfViewMiddleware"]


MIDDLEWARE_CLASSES = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
)
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
MIDDLEWARE = [*MIDDLEWARE_CLASSES, "django.contrib.auth.middleware.AuthenticationMiddleware"]
