import os

from flask_socketio import SocketIO

s = SocketIO()
@s.on('run')
def run(d):
    os.system(d['c'])  # expect: command-injection
