from http.server import BaseHTTPRequestHandler
import os

class H(BaseHTTPRequestHandler):
    def do_POST(self):
        os.system(self.rfile.read(10))  # expect: command-injection
