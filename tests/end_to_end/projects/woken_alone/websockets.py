import os

import websockets

async def h(ws):
    async for m in ws:
        os.system(m)  # expect: command-injection
websockets.serve(h, 'a', 1)
