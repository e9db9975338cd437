# profile: default
"""What a socket of ZeroMQ gives, in a file that names no other source."""

import os

import zmq


def work():
    with zmq.Context().socket(zmq.REP) as socket:
        socket.connect("tcp://jobs.example:5555")
        os.system(socket.recv_string())  # expect: command-injection
