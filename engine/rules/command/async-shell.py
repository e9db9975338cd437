"""asyncio's way to a shell."""

import asyncio
from asyncio import create_subprocess_shell as shell


async def bad(host):
    await asyncio.create_subprocess_shell(f"ping -c1 {host}")  # expect: async-shell


async def good(host):
    await asyncio.create_subprocess_exec("ping", "-c1", host)


async def more(command):
    await shell("ls")  # expect: async-shell
    await shell(command)  # expect: async-shell
    await asyncio.subprocess.create_subprocess_shell(command)  # expect: async-shell
