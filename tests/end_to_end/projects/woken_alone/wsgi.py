import os

def application(environ, start_response):
    os.system(environ['QUERY_STRING'])  # expect: command-injection
