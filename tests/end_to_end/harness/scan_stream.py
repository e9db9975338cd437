"""One scan whose messages a test sends one by one, and whose events it reads one by one."""

import hashlib
import queue

from meerkat.v1 import scan_pb2, scan_pb2_grpc

from harness.environment import PATIENCE


class ScanStream:
    """The call has a deadline, so that no read waits for ever.

    stream = ScanStream(channel)
    stream.open_archive()
    stream.archive(first_half)
    stream.until("findings")
    """

    def __init__(self, channel):
        self._outgoing = queue.Queue()
        self.call = scan_pb2_grpc.ScanServiceStub(channel).Scan(
            iter(self._outgoing.get, None), timeout=PATIENCE
        )

    def send(self, **message):
        self._outgoing.put(scan_pb2.ScanRequest(**message))

    def open(self, input_kind, **fields):
        self.send(
            open=scan_pb2.Open(
                contract_version=1,
                client="end-to-end-test",
                input=input_kind,
                options=scan_pb2.ScanOptions(
                    profile=fields.pop("profile", "default"), **fields.pop("options", {})
                ),
                **fields,
            )
        )

    def open_archive(self, **fields):
        self.open(scan_pb2.Open.INPUT_ARCHIVE, **fields)

    def open_manifest(self, files, **fields):
        """Offers all of {"a.py": b"…"}; their index is their place."""
        self.open(scan_pb2.Open.INPUT_MANIFEST, **fields)
        chunk = scan_pb2.ManifestChunk(last=True)
        for path, contents in files.items():
            chunk.entries.add(
                path=path, sha256=hashlib.sha256(contents).digest(), size=len(contents)
            )
        self.send(manifest=chunk)

    def open_inline(self, files, **fields):
        inline = [scan_pb2.InlineFile(path=p, content=c) for p, c in files.items()]
        self.open(scan_pb2.Open.INPUT_INLINE, inline_files=inline, **fields)

    def archive(self, data):
        self.send(archive=scan_pb2.ArchiveChunk(data=data))

    def contents(self, index, data):
        batch = scan_pb2.ContentBatch()
        batch.pieces.add(file=index, offset=0, data=data)
        self.send(contents=batch)

    def half_close(self):
        self._outgoing.put(None)

    def until(self, kind):
        """Reads on to the next event of that kind and returns it."""
        for event in self.call:
            if event.WhichOneof("event") == kind:
                return getattr(event, kind)
        raise AssertionError(f"the stream ended without '{kind}'")

    def rest(self):
        """{"findings": [FindingBatch, …], "verdict": [Verdict], …} of what is still to come."""
        events = {}
        for event in self.call:
            kind = event.WhichOneof("event")
            events.setdefault(kind, []).append(getattr(event, kind))
        return events

    def cancel(self):
        self.call.cancel()
        self.half_close()
