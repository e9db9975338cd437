import os

from ts.torch_handler.base_handler import BaseHandler

class H(BaseHandler):
    def handle(self, data, context):
        os.system(data[0]['body'])  # expect: command-injection
