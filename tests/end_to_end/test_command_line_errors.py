"""Every error that a user of the command line meets: one clear line, the right exit code, nothing
written."""

import fcntl
import os
import pty
import shutil
import signal
import struct
import subprocess
import termios

import pytest
from harness import strangers
from harness.command_line import assert_one_error, meerkat
from harness.environment import MEERKAT, PATIENCE, clean_environment, eventually
from harness.projects import CLEAN, EVAL, tar_of, write_tree
from harness.terminal import read_terminal

NOBODY = 65534


@pytest.fixture
def project(tmp_path):
    return write_tree(tmp_path / "project", {"app.py": EVAL})


@pytest.fixture
def unprivileged(world_readable):
    """prefix, program: how to run meerkat as a user whom file permissions bind."""
    if os.geteuid() != 0:
        return (), MEERKAT
    program = world_readable / "meerkat"
    shutil.copy(MEERKAT, program)
    setpriv = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    return setpriv, program


def as_unprivileged(unprivileged, *arguments, cwd):
    prefix, program = unprivileged
    return subprocess.run(
        [*prefix, program, *map(str, arguments)],
        cwd=cwd,
        env=clean_environment(HOME=str(cwd)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


class TestPaths:
    def test_no_such_path(self, tmp_path):
        assert_one_error(
            meerkat("scan", "nowhere/app.py", cwd=tmp_path), "nowhere/app.py", "no such"
        )

    def test_one_of_several_paths_is_missing(self, project):
        assert_one_error(meerkat("scan", ".", "nowhere", cwd=project), "nowhere")

    def test_no_permission_for_the_folder(self, unprivileged, world_readable):
        closed = world_readable / "closed"
        closed.mkdir()
        closed.chmod(0o000)
        done = as_unprivileged(unprivileged, "scan", "closed", cwd=world_readable)
        closed.chmod(0o755)
        assert_one_error(done, "closed", "permission denied")

    def test_no_permission_for_the_file(self, unprivileged, world_readable):
        write_tree(world_readable, {"closed.py": EVAL})
        (world_readable / "closed.py").chmod(0o000)
        done = as_unprivileged(unprivileged, "scan", "closed.py", cwd=world_readable)
        assert_one_error(done, "closed.py", "permission denied")

    def test_no_permission_for_one_file_of_many(self, unprivileged, world_readable):
        write_tree(world_readable / "project", {"app.py": CLEAN, "closed.py": CLEAN})
        (world_readable / "project" / "closed.py").chmod(0o000)
        done = as_unprivileged(unprivileged, "scan", "project", cwd=world_readable)
        assert done.returncode == 3, done.stderr
        assert "project/closed.py" in done.stdout and "ermission denied" in done.stdout

    def test_broken_archive(self, tmp_path):
        data = tar_of({"app.py": EVAL, "later.py": CLEAN * 10_000}, mode="w")
        (tmp_path / "short.tar").write_bytes(data[: len(data) // 2])
        done = meerkat("scan", "short.tar", cwd=tmp_path)
        assert done.returncode == 3
        assert "short.tar/app.py:1" in done.stdout


class TestServers:
    """Each one says which address is meant and what is wrong with it."""

    def scan(self, project, address, *flags):
        return meerkat("scan", ".", "--server", address, *flags, cwd=project)

    def test_nobody_there(self, project):
        # A port that was free a moment ago.
        with strangers.silent_listener() as address:
            pass
        assert_one_error(self.scan(project, address), address, "connection refused")

    def test_http_port_of_the_service(self, project, service):
        done = self.scan(project, service.http_address)
        assert_one_error(done, service.http_address, "not a meerkat service")

    def test_web_server(self, project):
        with strangers.http_server() as address:
            assert_one_error(self.scan(project, address), address, "not a meerkat service")

    def test_silent_listener(self, project):
        with strangers.silent_listener() as address:
            done = self.scan(project, address, "--connect-timeout", "0.5")
            assert_one_error(done, address, "no answer", "0.5")

    def test_another_grpc_service(self, project):
        with strangers.grpc_server() as address:
            assert_one_error(self.scan(project, address), address, "not a meerkat service")

    def test_another_contract(self, project):
        with strangers.grpc_server(strangers.NewerContract().add_to) as address:
            done = self.scan(project, address)
            assert_one_error(done, address, "9.0.0", "contract", "8 to 9")

    def test_no_such_host(self, project):
        done = self.scan(project, "no-such-host.invalid:7433", "--connect-timeout", "2")
        assert_one_error(done, "no-such-host.invalid")

    @pytest.mark.parametrize(
        "address", ("localhost", "127.0.0.1:port", "127.0.0.1:0", "http://127.0.0.1:1", "::1:80")
    )
    def test_address_that_makes_no_sense(self, project, address):
        assert_one_error(self.scan(project, address), address)

    def test_server_that_goes_away(self, start):
        never = strangers.NeverEnding()
        with strangers.grpc_server(never.add_to) as address:
            process = start("--server", address)
            assert never.started.wait(PATIENCE)
        # The server is gone, the scan was under way.
        assert_one_error(ended(process), address)

    def test_limit_of_the_service(self, tmp_path, start_service):
        """The sentence names the limit, and the flag that sets it."""
        service = start_service("--max-scan-bytes=1MiB")
        write_tree(tmp_path / "large", {f"f{i}.py": b"x = 1\n" * 100_000 for i in range(4)})
        done = meerkat("scan", "--server", service.address, tmp_path / "large")
        assert_one_error(done, "refuses", "max_scan_bytes", "1048576", "--max-scan-bytes")

    def test_other_commands_say_the_same(self, tmp_path):
        with strangers.silent_listener() as address:
            pass
        for command in ("rules", "server-info"):
            done = meerkat(command, "--server", address, cwd=tmp_path)
            assert_one_error(done, address, "connection refused")


class TestWords:
    @pytest.mark.parametrize(
        "flags, words",
        (
            (("--include-rule", "no-such-rule"), ("no-such-rule",)),
            (("--exclude-rule", "B999"), ("B999",)),
            (("--profile", "strictest"), ("strictest", "default", "bandit", "all")),
            (("--format", "xml"), ("xml", "text", "json", "sarif")),
            (("--severity", "dire"), ("dire", "low", "medium", "high")),
            (("--confidence", "sure"), ("sure", "low", "medium", "high")),
            (("--color", "blue"), ("blue", "always")),
            (("--workers", "many"), ("many",)),
            (("--no-such-flag",), ("--no-such-flag",)),
        ),
        ids=lambda value: value[0] if isinstance(value, tuple) else None,
    )
    def test_unknown(self, project, flags, words):
        done = meerkat("scan", ".", "-o", "report", *flags, cwd=project)
        assert_one_error(done, *words)
        assert not (project / "report").exists()

    def test_unknown_over_tcp(self, project, service):
        for flags in (("--profile", "strictest"), ("--include-rule", "no-such-rule")):
            done = meerkat("scan", ".", "--server", service.address, *flags, cwd=project)
            assert_one_error(done, flags[1])

    def test_unknown_rule_to_explain(self, tmp_path):
        assert_one_error(meerkat("rules", "no-such-rule", cwd=tmp_path), "no-such-rule")

    def test_no_command(self, tmp_path):
        assert_one_error(meerkat(cwd=tmp_path), "scan", "rules", "server-info")

    def test_unknown_command(self, tmp_path):
        assert_one_error(meerkat("scna", cwd=tmp_path), "scna")


class TestOutput:
    def test_folder_does_not_exist(self, project):
        assert_one_error(meerkat("scan", ".", "-o", "nowhere/report", cwd=project), "nowhere")

    def test_path_is_a_folder(self, project):
        (project / "folder").mkdir()
        assert_one_error(meerkat("scan", ".", "-o", "folder", cwd=project), "folder")

    def test_folder_is_not_ours(self, unprivileged, world_readable):
        write_tree(world_readable, {"app.py": EVAL})
        if not unprivileged[0]:
            world_readable.chmod(0o555)
        done = as_unprivileged(unprivileged, "scan", "app.py", "-o", "report", cwd=world_readable)
        world_readable.chmod(0o755)
        assert_one_error(done, "report", "permission denied")
        assert not (world_readable / "report").exists()

    def test_no_space_left(self, project):
        done = meerkat("scan", ".", "-o", "/dev/full", cwd=project)
        assert done.returncode == 2
        assert "No space left" in done.stderr

    def test_standard_output_without_space(self, project):
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [MEERKAT, "scan", "."], cwd=project, stdin=subprocess.DEVNULL, stdout=full,
                stderr=subprocess.PIPE, env=clean_environment(), timeout=PATIENCE, check=False,
            )  # fmt: skip
        assert done.returncode == 2
        assert b"No space left" in done.stderr

    def test_what_stood_there_stays_when_the_scan_fails(self, project):
        (project / "report").write_text("the last report")
        assert meerkat("scan", ".", "-o", "report", "--profile", "x", cwd=project).returncode == 2
        assert (project / "report").read_text() == "the last report"
        assert sorted(path.name for path in project.iterdir()) == ["app.py", "report"]


@pytest.fixture
def start(project):
    """start(*flags, **how) → a scan of the project, which ends with the test at the latest."""
    started = []

    def run(*flags, **options):
        started.append(start_scan(project, *flags, **options))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.communicate()


def start_scan(project, *flags, paths=(".",), **options):
    return subprocess.Popen(
        [MEERKAT, "scan", *paths, "-o", "report", *flags],
        cwd=project,
        env=clean_environment(),
        **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        | options,
    )


def ended(process):
    out, err = process.communicate(timeout=PATIENCE)
    return subprocess.CompletedProcess(process.args, process.returncode, out.decode(), err.decode())


class TestInterrupt:
    @pytest.mark.parametrize("number, code", ((signal.SIGINT, 130), (signal.SIGTERM, 143)))
    def test_while_the_service_works(self, project, start, number, code):
        never = strangers.NeverEnding()
        with strangers.grpc_server(never.add_to) as address:
            process = start("--server", address)
            assert never.started.wait(PATIENCE)
            process.send_signal(number)
            assert_one_error(ended(process), "interrupted", code=code)
            assert never.cancelled.wait(PATIENCE), "the service hears of it"
        assert sorted(path.name for path in project.iterdir()) == ["app.py"]

    def test_while_standard_input_is_read(self, project, start):
        data = tar_of({"app.py": EVAL, "later.py": CLEAN * 1_000}, mode="w")
        process = start(paths=["-"], stdin=subprocess.PIPE)
        process.stdin.write(data[: len(data) // 2])
        process.stdin.flush()
        eventually(lambda: unread(process.stdin) == 0, "it has read what there is")
        process.send_signal(signal.SIGINT)
        # Its input stays open until it has ended by itself.
        assert process.wait(timeout=PATIENCE) == 130
        assert_one_error(ended(process), "interrupted", code=130)
        assert sorted(path.name for path in project.iterdir()) == ["app.py"]

    def test_key_on_a_terminal(self, start):
        never = strangers.NeverEnding()
        ours, theirs = pty.openpty()
        # Without the terminal's own "^C", which comes before or after the first line of progress.
        attributes = termios.tcgetattr(theirs)
        attributes[3] &= ~termios.ECHO
        termios.tcsetattr(theirs, termios.TCSANOW, attributes)
        with strangers.grpc_server(never.add_to) as address:
            process = start(
                "--server",
                address,
                stdin=theirs,
                stderr=theirs,
                start_new_session=True,
                # The terminal becomes the one that the new session is controlled from.
                preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            )
            os.close(theirs)
            assert never.started.wait(PATIENCE)
            os.write(ours, b"\x03")
            process.communicate(timeout=PATIENCE)
        shown = read_terminal(ours)
        assert process.returncode == 130, shown
        # The line of the progress was cleared before.
        assert shown.splitlines()[-1].removeprefix("\x1b[K").startswith("meerkat: interrupted")


def unread(pipe):
    """Bytes in a pipe that nobody has read."""
    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))[0]
