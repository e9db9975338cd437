import os

import nats

async def cb(msg):
    os.system(msg.data.decode())  # expect: command-injection
async def main():
    nc = await nats.connect()
    await nc.subscribe('a', cb=cb)
