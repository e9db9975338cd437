from tornado import web

from .utils import join_any, url_path_join


class Files(web.RequestHandler):
    def get(self, path):
        base = self.settings["base_url"]
        self.redirect(url_path_join(base, "files", path))
        self.redirect(url_path_join(path, "files"))  # expect: open-redirect
        self.redirect(join_any(base, path))  # expect: open-redirect


class Show(web.RequestHandler):
    def get(self, kind, name):
        getattr(self, kind)
        getattr(self, name)  # expect: unsafe-reflection


class Count(web.RequestHandler):
    def get(self, number, name):
        getattr(self, number)
        getattr(self, name)  # expect: unsafe-reflection


ROUTES = [
    (r"/files/(.*)", Files),
    (r"/show/(?P<kind>text|picture)/(?P<name>.+)", Show),
    (r"/count/([0-9]+)/(.*)", Count),
]
