# profile: default
"""Controllers of TurboGears, whose methods are pages without a word of a request."""

import os

import tg


class Root(tg.TGController):
    @tg.expose()
    def index(self, name):
        os.system(name)  # expect: command-injection
        return "Hello " + name  # expect: cross-site-scripting
