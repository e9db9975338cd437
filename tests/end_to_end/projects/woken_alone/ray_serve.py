import os

from ray import serve

@serve.deployment
class D:
    async def __call__(self, request):
        os.system((await request.json())['c'])  # expect: command-injection
