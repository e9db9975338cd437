import os

from ninja import NinjaAPI

api = NinjaAPI()
@api.get('/x')
def x(request, q: str):
    os.system(q)  # expect: command-injection
