import os

import rpyc

class S(rpyc.Service):
    def exposed_run(self, c):
        os.system(c)  # expect: command-injection
