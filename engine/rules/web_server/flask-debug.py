"""Flask servers started with their debugger."""

import asyncio
import subprocess  # expect: subprocess-import

from flask import Flask
from flask_socketio import SocketIO
from werkzeug.serving import run_simple

app = Flask(__name__)
DEBUG = True  # expect: flask-debug-setting


def bad():
    app.run(debug=True)  # expect: flask-debug


def good():
    app.run(debug=False)


def in_every_form(socketio, port):
    app.run("127.0.0.1", 5000, True)  # expect: flask-debug
    app.run(port=port, debug=True, use_reloader=False)  # expect: flask-debug
    Flask(__name__).run(debug=True)  # expect: flask-debug
    SocketIO(app).run(app, debug=True)  # expect: flask-debug
    app.run(
        port=port,
        debug=True,  # expect: flask-debug
    )
    return [application.run(debug=True) for application in (app,)]  # expect: flask-debug


def in_roundabout_ways(port):
    app.run(debug=1)  # expect: flask-debug
    app.run(debug=DEBUG)  # expect: flask-debug
    app.run(**{"debug": True})  # expect: flask-debug-setting
    app.debug = True  # expect: flask-debug-setting
    app.config["DEBUG"] = True  # expect: flask-debug-setting
    run = app.run
    run(debug=True)  # expect: flask-debug
    run_simple("localhost", port, app, use_debugger=True)  # expect: flask-debug


def decided_elsewhere(environment, **options):
    app.run(debug=environment.get("DEBUG") == "1")
    app.run(**options)
    app.run(debug="true" in environment)
    app.run(debug=None)


async def other_things(main, console):
    asyncio.run(main(), debug=True)
    subprocess.run(main, 4096, True)  # expect: subprocess-call
    console.run(debug=True)
