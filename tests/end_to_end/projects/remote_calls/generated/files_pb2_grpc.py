"""As gRPC's generator writes it."""


class FilesServicer(object):
    def Read(self, request, context):
        context.set_details("Method not implemented!")
        raise NotImplementedError("Method not implemented!")
