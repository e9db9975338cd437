import os

from jupyter_server.base.handlers import APIHandler

class H(APIHandler):
    def post(self):
        os.system(self.get_json_body()['c'])  # expect: command-injection
