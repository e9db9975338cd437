# profile: default
"""What arrives as a datagram, in a file that names no other source."""

import asyncio
import os
import socket


class Commands(asyncio.DatagramProtocol):
    def datagram_received(self, data, addr):
        os.system(data.decode())  # expect: command-injection


def read(port):
    receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    receiver.bind(("localhost", port))
    command, address = receiver.recvfrom(512)
    os.system(command.decode())  # expect: command-injection
