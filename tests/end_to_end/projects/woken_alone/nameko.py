import os

from nameko.rpc import rpc

class S:
    name = 's'
    @rpc
    def run(self, c):
        os.system(c)  # expect: command-injection
