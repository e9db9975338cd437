"""Methods that should look for a token, and do not."""

import tornado.web
from rest_framework.authentication import SessionAuthentication


def bad():
    class Unchecked(SessionAuthentication):
        def enforce_csrf(self, request):  # expect: cross-site-check-overridden
            return

    return Unchecked


def good():
    class Checked(SessionAuthentication):
        def enforce_csrf(self, request):
            return super().enforce_csrf(request)

    return Checked


class Page(tornado.web.RequestHandler):
    def check_xsrf_cookie(self):  # expect: cross-site-check-overridden
        """Anybody may."""
        pass


class Other(tornado.web.RequestHandler):
    def check_xsrf_cookie(self):
        if self.request.headers.get("Authorization") is None:
            super().check_xsrf_cookie()
