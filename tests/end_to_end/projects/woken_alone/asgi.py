import os

async def app(scope, receive, send):
    os.system(scope['path'])  # expect: command-injection
    m = await receive()
    os.system(m['body'])  # expect: command-injection
