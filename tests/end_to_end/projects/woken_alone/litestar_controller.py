import os

from litestar import Controller, get

class C(Controller):
    path = '/a'
    @get('/{n:str}')
    async def x(self, n: str) -> None:
        os.system(n)  # expect: command-injection
