# profile: default
"""Classes that gRPC calls, by what they are handed to."""

import grpc
from files_pb2_grpc import add_FilesServicer_to_server


class Files:
    def Read(self, request, context):
        return open(request.name).read()  # expect: path-traversal

    def _read(self, request, context):
        return open(request.name).read()

    async def start(self, server):
        add_FilesServicer_to_server(self, server)


class Tables:
    def Read(self, request, context):
        return open(request.name).read()  # expect: path-traversal


class Unknown:
    def Read(self, request, context):
        return open(request.name).read()


def remove(request, context):
    open(request.name).close()  # expect: path-traversal


def serve(server):
    add_FilesServicer_to_server(Tables(), server)
    return {"Remove": grpc.unary_unary_rpc_method_handler(remove)}
