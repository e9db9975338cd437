# profile: default
"""Programs that are run in less usual ways by text of a request."""

import asyncio

import asyncssh
import pexpect
from flask import Flask, request
from plumbum import SshMachine, local

app = Flask(__name__)


@app.route("/loops")
async def by_loops():
    command = request.args["command"]
    loop = asyncio.get_event_loop_policy().new_event_loop()
    await loop.subprocess_exec(None, command)  # expect: command-injection
    await loop.subprocess_exec(None, "ls", "--", command)
    own = asyncio.SelectorEventLoop()
    own.run_until_complete(own.subprocess_shell(None, command))  # expect: command-injection
    with asyncio.Runner() as runner:
        runner.get_loop().subprocess_shell(None, command)  # expect: command-injection
    return "done"


@app.route("/terminals")
def by_terminals():
    command = request.args["command"]
    shell = pexpect.spawn("/bin/bash")
    shell.sendline(command)  # expect: command-injection
    editor = pexpect.spawn("ed")
    editor.sendline(command)
    return "done"


@app.route("/machines")
def by_machines():
    program = request.args["program"]
    local[program]()  # expect: command-injection
    SshMachine("host.example")[program]()  # expect: command-injection
    with SshMachine("host.example") as machine:
        machine[program]()  # expect: command-injection
        machine["ls"]("--", "-l")
    return "done"


@app.route("/proxies")
async def by_proxies():
    command = request.args["command"]
    await asyncssh.connect("host.example", proxy_command=command)  # expect: command-injection
    return asyncssh.SSHClientConnectionOptions(proxy_command=command)  # expect: command-injection
