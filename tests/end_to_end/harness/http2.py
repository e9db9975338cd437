"""The few frames of HTTP/2 that a hostile client needs, over a plain socket."""

import contextlib
import socket
import struct

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY = 0, 1, 3, 4, 6, 7


def frame(kind, flags=0, stream=0, payload=b""):
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def header_block(path, *more):
    """The headers of a gRPC call, as literals, so that no state is needed."""
    fields = [
        (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "localhost"),
        ("content-type", "application/grpc"), ("te", "trailers"), *more,
    ]  # fmt: skip
    block = b""
    for name, value in fields:
        block += b"\x00" + length(name) + name.encode() + length(value) + value.encode()
    return block


def length(text):
    """A length of up to 2^14, as HPACK writes it."""
    size = len(text)
    if size < 127:
        return bytes([size])
    size -= 127
    out = bytearray([127])
    while size >= 128:
        out.append(size % 128 + 128)
        size //= 128
    return bytes(out) + bytes([size])


class Http2Client:
    """A connection that has sent its preface and settings."""

    def __init__(self, address):
        host, port = address.rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=20)
        self.socket.sendall(PREFACE + frame(SETTINGS))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def flood(self, data, times):
        """Sends until the server hangs up; says how often."""
        for sent in range(times):
            try:
                self.socket.sendall(data(sent) if callable(data) else data)
            except OSError:
                return sent
        return times

    def read_all(self):
        """What came until the server hung up or fell silent."""
        self.socket.settimeout(2)
        received = b""
        with contextlib.suppress(OSError):
            while piece := self.socket.recv(1 << 16):
                received += piece
        return received
