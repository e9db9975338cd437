import os

import web

class hello:
    def GET(self, name):
        os.system(name)  # expect: command-injection
        i = web.input(q='')
        os.system(i.q)  # expect: command-injection
