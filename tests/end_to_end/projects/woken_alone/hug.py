import os

import hug

@hug.get()
def x(name):
    os.system(name)  # expect: command-injection
