import os

from starlite import get

@get('/x')
def x(q: str) -> None:
    os.system(q)  # expect: command-injection
