"""Objects that come over a socket."""

from multiprocessing.connection import Client, Listener


def bad(socket):
    return socket.recv_pyobj()  # expect: received-object


def good(socket):
    return socket.recv_json()


def each_way(address):
    with Client(address) as link:
        return link.recv()  # expect: received-object


def by_listener(address):
    listener = Listener(address)
    link = listener.accept()
    return link.recv()  # expect: received-object


def safe_ways(socket, here):
    socket.recv(10)
    return here.recv()
