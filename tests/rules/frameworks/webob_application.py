"""WebOb: functions that a decorator makes applications of WSGI. The file names no request."""

import os

from webob import exc
from webob.dec import wsgify


class Folder:
    def __init__(self, path):
        self.path = path

    @wsgify
    def __call__(self, req):
        path = os.path.join(self.path, req.path_info.lstrip("/"))
        if not os.path.isfile(path):  # expect: path-traversal
            return exc.HTTPNotFound()
        return open(path, "rb").read()  # expect: path-traversal


@wsgify
def size(req):
    name = os.path.basename(req.params["name"])
    return str(os.path.getsize(os.path.join("/srv", name)))
