import asyncio
import os

async def h(reader, writer):
    os.system(await reader.readline())  # expect: command-injection
asyncio.start_server(h, 'a', 1)
