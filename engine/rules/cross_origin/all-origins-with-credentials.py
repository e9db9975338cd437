"""Which sites may read answers, in the settings of django-cors-headers."""

CORS_ALLOW_ALL_ORIGINS = True  # expect: all-origins-with-credentials
CORS_ALLOW_CREDENTIALS = True


def bad():
    return CORS_ALLOW_ALL_ORIGINS


def good():
    return {"CORS_ALLOWED_ORIGINS": ["https://app.example"]}


CORS_ORIGIN_ALLOW_ALL = False
