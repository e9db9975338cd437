import os

from aiosmtpd.controller import Controller

class H:
    async def handle_DATA(self, server, session, envelope):
        os.system(envelope.content)  # expect: command-injection
