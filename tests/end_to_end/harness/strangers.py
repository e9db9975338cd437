"""Servers that are not the one that a client looks for."""

import contextlib
import http.server
import socket
import threading
from concurrent import futures

import grpc
from meerkat.v1 import capabilities_pb2, capabilities_pb2_grpc, scan_pb2, scan_pb2_grpc


@contextlib.contextmanager
def silent_listener():
    """Takes connections (the kernel does) and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"127.0.0.1:{listener.getsockname()[1]}"


@contextlib.contextmanager
def http_server():
    """Speaks HTTP/1.1 and no gRPC."""

    class Quiet(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def grpc_server(*add):
    """A gRPC server with what add(server) puts into it; without any, it knows no service."""
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
    for add_to in add:
        add_to(server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(grace=None).wait()


class NewerContract(
    scan_pb2_grpc.ScanServiceServicer, capabilities_pb2_grpc.CapabilitiesServiceServicer
):
    """A meerkat of the future, which no longer speaks contract version 1."""

    def GetCapabilities(self, request, context):
        return capabilities_pb2.GetCapabilitiesResponse(
            server_version="9.0.0", min_contract_version=8, max_contract_version=9
        )

    def Scan(self, requests, context):
        opening = next(requests).open
        context.abort(
            grpc.StatusCode.INVALID_ARGUMENT,
            f"contract version {opening.contract_version} is not spoken here; 8 to 9 are",
        )

    def add_to(self, server):
        scan_pb2_grpc.add_ScanServiceServicer_to_server(self, server)
        capabilities_pb2_grpc.add_CapabilitiesServiceServicer_to_server(self, server)


class NeverEnding(
    scan_pb2_grpc.ScanServiceServicer, capabilities_pb2_grpc.CapabilitiesServiceServicer
):
    """Accepts a scan and never ends it. `started` is set by a scan, `cancelled` by its end."""

    def __init__(self):
        self.started = threading.Event()
        self.cancelled = threading.Event()

    def GetCapabilities(self, request, context):
        response = capabilities_pb2.GetCapabilitiesResponse(
            server_version="0.1.0", min_contract_version=1, max_contract_version=1
        )
        response.limits.max_message_bytes = 4 << 20
        response.limits.max_manifest_files = 200_000
        return response

    def Scan(self, requests, context):
        context.add_callback(self.cancelled.set)
        next(requests)
        yield scan_pb2.ScanEvent(sequence=1, accepted=scan_pb2.Accepted(scan="scans/test"))
        self.started.set()
        self.cancelled.wait()

    def add_to(self, server):
        scan_pb2_grpc.add_ScanServiceServicer_to_server(self, server)
        capabilities_pb2_grpc.add_CapabilitiesServiceServicer_to_server(self, server)
