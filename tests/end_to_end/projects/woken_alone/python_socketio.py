import os

import socketio

sio = socketio.AsyncServer()
@sio.event
async def run(sid, data):
    os.system(data)  # expect: command-injection
