import os

from flask_restx import Resource, Api

api = Api()
@api.route('/<n>')
class R(Resource):
    def get(self, n):
        os.system(n)  # expect: command-injection
