import os

from pyftpdlib.handlers import FTPHandler

class H(FTPHandler):
    def on_file_received(self, file):
        os.system('x ' + file)  # expect: command-injection
