import os

from flask_restful import Resource, reqparse

p = reqparse.RequestParser()
p.add_argument('q')
class R(Resource):
    def get(self):
        os.system(p.parse_args()['q'])  # expect: command-injection
