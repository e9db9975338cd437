"""Forms that other sites may send."""

import pyramid
import tornado.web
from flask import Flask
from flask_wtf import CSRFProtect

app = Flask(__name__)


def bad():
    app.config["WTF_CSRF_ENABLED"] = False  # expect: cross-site-request-protection-off


def good():
    CSRFProtect(app)


class Settings:
    WTF_CSRF_ENABLED = False  # expect: cross-site-request-protection-off
    WTF_CSRF_TIME_LIMIT = None


def each_way(enabled):
    app.config.update(WTF_CSRF_ENABLED=False)  # expect: cross-site-request-protection-off
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # expect: cross-site-request-protection-off
    app.config["WTF_CSRF_ENABLED"] = True
    app.config["WTF_CSRF_ENABLED"] = enabled


def of_pyramid(config, view_config, socket, page_of):
    config.set_default_csrf_options(require_csrf=False)  # expect: cross-site-request-protection-off
    config.set_default_csrf_options(check_origin=False)  # expect: cross-site-request-protection-off
    config.set_default_csrf_options(require_csrf=True)
    socket.listen(check_origin=False)

    config.add_view(page_of, check_origin=False)  # expect: cross-site-request-protection-off

    @view_config(route_name="page", require_csrf=False)  # expect: cross-site-request-protection-off
    def page(request):
        return {}

    return page


def of_tornado(handlers):
    tornado.web.Application(handlers, xsrf_cookies=False)  # expect: cross-site-request-protection-off
    tornado.web.Application(handlers, xsrf_cookies=True)
