"""Session cookies that plain HTTP carries."""

from flask import Flask

app = Flask(__name__)


def bad():
    app.config.update(SESSION_COOKIE_SECURE=False)  # expect: session-cookie-insecure


def good():
    app.config.update(SESSION_COOKIE_SECURE=True)


def each_way(flag):
    app.config["SESSION_COOKIE_SECURE"] = False  # expect: session-cookie-insecure
    app.config.from_mapping(SESSION_COOKIE_SECURE=0)  # expect: session-cookie-insecure
    app.config.from_mapping(
        {
            "SESSION_COOKIE_SECURE": None,  # expect: session-cookie-insecure
        }
    )
    app.config.setdefault("SESSION_COOKIE_SECURE", False)  # expect: session-cookie-insecure
    app.config |= dict(REMEMBER_COOKIE_SECURE=False)  # expect: session-cookie-insecure
    app.config["SESSION_COOKIE_SECURE"] = flag
    if app.config["SESSION_COOKIE_SECURE"] == False:
        return app.config.get("SESSION_COOKIE_SECURE", False)


class Config:
    SESSION_COOKIE_SECURE = False  # expect: session-cookie-insecure


class Production(Config):
    SESSION_COOKIE_SECURE: bool = True


SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE = True, False  # expect: session-cookie-insecure
