import os

from .base import BaseHandler


class Remove(BaseHandler):
    def post(self):
        os.remove(self.name())  # expect: path-traversal

    def get(self):
        os.remove(os.path.join("/srv", self.get_argument("file")))  # expect: path-traversal

    def delete(self):
        os.remove(f"/srv/{self.number()}")
