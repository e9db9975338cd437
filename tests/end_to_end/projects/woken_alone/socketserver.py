import os
import socketserver

class H(socketserver.StreamRequestHandler):
    def handle(self):
        os.system(self.rfile.readline())  # expect: command-injection
