import json
import os

from channels.generic.websocket import WebsocketConsumer

class C(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        os.system(json.loads(text_data)['c'])  # expect: command-injection
