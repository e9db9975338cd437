# profile: default
"""A server of Python's own, in a file that says nothing else of what is sent."""

from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlparse


class Reader(BaseHTTPRequestHandler):
    def do_GET(self):
        names = parse_qs(urlparse(self.path).query)
        self.send_header("X-Name", names["name"][0])  # expect: header-injection
        with open(names["file"][0], "rb") as file:  # expect: path-traversal
            self.wfile.write(file.read())
