import os

from mcp.server.fastmcp import FastMCP

mcp = FastMCP('a')
@mcp.tool()
def run(c: str) -> str:
    return os.popen(c).read()  # expect: command-injection
