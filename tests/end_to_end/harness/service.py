"""A real meerkatd on free loopback ports, which is always ended."""

import json
import signal
import subprocess
import urllib.error
import urllib.request

import grpc

from harness.environment import MEERKATD, PATIENCE, clean_environment, eventually

# Whatever proxy the environment names, it is not for this machine's own ports.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Service:
    """Serves when the constructor returns.

    with Service(folder, workers=2) as service:
        channel = service.channel()
    """

    def __init__(self, folder, *flags, workers=2):
        folder.mkdir(parents=True, exist_ok=True)
        ready = folder / "ready.json"
        ready.unlink(missing_ok=True)  # an earlier server's, in the same folder
        self._log = folder / "log"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [
                    MEERKATD,
                    "--listen=127.0.0.1:0",
                    "--http-listen=127.0.0.1:0",
                    f"--data-dir={folder / 'data'}",
                    f"--workers={workers}",
                    f"--ready-file={ready}",
                    "--drain-delay=0s",
                    *flags,
                ],
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._channels = []
        try:
            eventually(lambda: ready.exists() or self.process.poll() is not None, "meerkatd serves")
            assert self.process.poll() is None, f"meerkatd ended at once:\n{self.log()}"
            ports = json.loads(ready.read_text())
        except BaseException:
            self.kill()
            raise
        self.address = f"127.0.0.1:{ports['port']}"
        self.http_address = f"127.0.0.1:{ports['http_port']}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def channel(self):
        channel = grpc.insecure_channel(
            self.address,
            # Each channel has a connection of its own, as each client has, and no proxy between.
            options=[("grpc.use_local_subchannel_pool", 1), ("grpc.enable_http_proxy", 0)],
        )
        self._channels.append(channel)
        return channel

    def get(self, path):
        """(status, body) of a page of the HTTP port."""
        try:
            with DIRECT.open(f"http://{self.http_address}{path}", timeout=PATIENCE) as page:
                return page.status, page.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def metrics(self):
        """{"meerkat_files_total{result=\"analysed\"}": 3.0, …}"""
        lines = self.get("/metrics")[1].splitlines()
        samples = (line.rsplit(" ", 1) for line in lines if line and not line.startswith("#"))
        return {name: float(value) for name, value in samples}

    def log(self):
        return self._log.read_text(errors="replace")

    def terminate(self):
        """Asks it to drain; wait() says how that ended."""
        self.process.send_signal(signal.SIGTERM)

    def wait(self):
        return self.process.wait(timeout=PATIENCE)

    def stop(self):
        """Ends it, if it still runs; it has to end well."""
        for channel in self._channels:
            channel.close()
        if self.process.poll() is None:
            self.terminate()
        try:
            assert self.wait() == 0, f"meerkatd ended with {self.process.returncode}:\n{self.log()}"
        finally:
            self.kill()

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
