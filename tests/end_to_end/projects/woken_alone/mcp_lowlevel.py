import subprocess

from mcp.server import Server

server = Server('a')
@server.call_tool()
async def call(name, arguments):
    subprocess.run(arguments['c'], shell=True)  # expect: command-injection
