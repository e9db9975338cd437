# profile: default
"""A server of web sockets, in a file that names no other source."""

import os

import websockets


async def answer(connection):
    async for text in connection:
        os.system(text)  # expect: command-injection


async def main():
    await websockets.serve(answer, "localhost", 8765)
