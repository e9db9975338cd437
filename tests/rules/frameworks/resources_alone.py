# profile: default
"""Resources whose routes and requests other files know."""

import os

from flask_restful import Resource


class Pages(Resource):
    def get(self, name):
        os.system("render " + name)  # expect: command-injection
