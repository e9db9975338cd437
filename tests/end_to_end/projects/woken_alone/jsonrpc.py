import os

from jsonrpcserver import method

@method
def run(c):
    os.system(c)  # expect: command-injection
