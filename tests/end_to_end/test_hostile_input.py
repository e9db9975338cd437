"""Hostile input, row by row: each ends in its notice, and everything else is found as ever."""

import contextlib
import os
import socket
import subprocess
import threading

import pytest
from harness.command_line import meerkat, scan_json
from harness.environment import MEERKAT, PATIENCE, clean_environment
from harness.hostile import ARCHIVES, ENDING, FILES, FORMATS, INNOCENT, MARK, NONE
from harness.projects import EVAL, write_tree

CODES = (0, 1, 3)


def ids(rows):
    return [row.name for row in rows]


def check_notice(report, row, path):
    """The row's notice and no other."""
    notices = report["notices"]
    if row.notice is None:
        assert notices == []
        return
    kind, words = row.notice
    assert [notice["kind"] for notice in notices] == [kind], notices
    assert path in notices[0]["path"]
    assert words in notices[0]["message"]
    assert "\n" not in notices[0]["message"]


class TestFiles:
    @pytest.mark.parametrize("row", FILES, ids=ids(FILES))
    @pytest.mark.parametrize("remote", (False, True), ids=("in-process", "tcp"))
    def test_in_a_folder(self, tmp_path, service, row, remote):
        write_tree(tmp_path, {"a.py": EVAL, "hostile.py": row.make(), "z.py": EVAL})
        server = ("--server", service.address) if remote else ()
        report = scan_json(tmp_path, *server, "--include-rule=eval-call", codes=CODES)
        found = {finding["path"].rpartition("/")[2] for finding in report["findings"]}
        assert found == {"a.py", "z.py"} | ({"hostile.py"} if row.found else set())
        check_notice(report, row, "hostile.py")

    @pytest.mark.parametrize("format", FORMATS)
    def test_all_in_one_archive(self, tmp_path, service, format):
        rows = [row for row in FILES if row.name != "50-mb"]
        # Something that does not pack, or the ratio of the whole is a bomb's.
        members = [("p/noise.bin", os.urandom(2_000_000))]
        members += [(f"p/{row.name}.py", row.make()) for row in rows]
        archive = tmp_path / f"all.{format}"
        archive.write_bytes(FORMATS[format]([INNOCENT[0], *members, INNOCENT[1]]))
        report = scan_json(archive, "--server", service.address, codes=CODES)
        found = {finding["path"].rpartition("/")[2] for finding in report["findings"]}
        expected = {f"{row.name}.py" for row in rows if row.found} | {"first.py", "second.py"}
        assert found >= expected, expected - found
        notices = {notice["path"].rpartition("/")[2]: notice["kind"] for notice in report["notices"]}
        assert notices == {f"{row.name}.py": row.notice[0] for row in rows if row.notice}
        totals = report["totals"]
        assert totals["files"] == totals["files_analysed"] + totals["files_skipped"]
        assert totals["files"] == len(rows) + 3


class TestArchives:
    @pytest.mark.parametrize("row", ARCHIVES, ids=ids(ARCHIVES))
    def test_both_innocents_are_found(self, tmp_path, service, row):
        archive = tmp_path / "a.tar"
        archive.write_bytes(row.make())
        report = scan_json(archive, "--server", service.address, codes=CODES)
        found = [finding["path"].rpartition("/")[2] for finding in report["findings"]]
        assert found == ["first.py", "second.py"]
        check_notice(report, row, "")

    @pytest.mark.parametrize("row", ENDING, ids=ids(ENDING))
    def test_what_came_before_the_end_is_found(self, tmp_path, service, row):
        archive = tmp_path / "a.tar"
        archive.write_bytes(row.make())
        report = scan_json(archive, "--server", service.address, codes=(3,))
        found = [finding["path"].rpartition("/")[2] for finding in report["findings"]]
        assert found[:1] == ["first.py"] or row.name == "bad-gzip"
        kind, words = row.notice
        (notice,) = (notice for notice in report["notices"] if notice["kind"] == kind)
        assert words in notice["path"] + notice["message"]
        assert report["verdict"]["outcome"] == "incomplete"
        assert report["verdict"]["reasons"]

    @pytest.mark.parametrize("row", NONE, ids=ids(NONE))
    def test_no_archive(self, tmp_path, row):
        archive = tmp_path / "a.tar.gz"
        archive.write_bytes(row.make())
        done = meerkat("scan", "--format=json", archive)
        assert done.returncode in (2, 3)
        assert "a.tar.gz" in done.stdout + done.stderr

    @pytest.mark.parametrize("format", FORMATS)
    def test_cut_anywhere(self, tmp_path, service, format):
        """Whatever is left is read without a crash, and never passes for the whole."""
        whole = FORMATS[format]([(f"p/f{i}.py", EVAL + os.urandom(9).hex().encode()) for i in range(9)])
        path = tmp_path / f"cut.{format}"
        # The last tenth of a tar are zeros; at the end of a zip stands a list of what came before it.
        end = {"tar": len(whole) * 9 // 10, "zip": whole.find(b"PK\1\2")}
        end = end.get({"whl": "zip"}.get(format, format), len(whole))
        for part in (1, 2, 5, 10, 20, 40, 60, 80, 95, 99):
            path.write_bytes(whole[: end * part // 100])
            done = meerkat("scan", "--format=json", "--server", service.address, path)
            assert done.returncode in (2, 3), (part, done.stdout)

    def test_more_entries_than_are_allowed(self, service):
        """A million entries from standard input; the client stops when the server has had enough."""
        from harness.hostile import tar

        entry = tar([("p/x.txt", b"")])[:512]
        process = subprocess.Popen(
            [MEERKAT, "scan", "--format=json", "--server", service.address, "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=clean_environment(),
        )  # fmt: skip

        def feed():
            with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
                pipe.write(tar(INNOCENT)[:2048])
                for _ in range(1_000):
                    pipe.write(entry * 1_000)

        feeder = threading.Thread(target=feed)
        feeder.start()
        out = process.stdout.read()
        process.stderr.read()
        assert process.wait(timeout=PATIENCE) == 3
        feeder.join(timeout=PATIENCE)
        assert b"max_archive_entries" in out
        assert out.count(b'"rule":"eval-call"') == 2

    def test_names_that_differ_in_case_are_two_files(self, tmp_path):
        archive = tmp_path / "a.tar"
        archive.write_bytes(FORMATS["tar"]([("p/A.py", EVAL), ("p/a.py", EVAL)]))
        assert len(scan_json(archive)["findings"]) == 2

    @pytest.mark.parametrize("name", ("p\\a.py", "C:\\a.py", "p/a\nb.py", "p/\x1b[31m.py", "p/\U0001f40d.py",
                                      "p/\u202egpj.py"))  # fmt: skip
    def test_odd_names(self, tmp_path, name):
        archive = tmp_path / "a.tar"
        archive.write_bytes(FORMATS["tar"]([("p/first.py", EVAL), (name, EVAL)]))
        done = meerkat("scan", archive)
        assert done.returncode in (1, 3)
        # A name cannot act on the terminal.
        for control in ("\x1b[31m.py", "a\nb.py", "\u202e"):
            assert control not in done.stdout


class TestFolders:
    def test_links_pipes_and_sockets(self, tmp_path):
        write_tree(tmp_path, {"a.py": EVAL, "sub/b.py": EVAL})
        outside = tmp_path.parent / f"{tmp_path.name}-outside"
        write_tree(outside, {"c.py": EVAL})
        (tmp_path / "dangling.py").symlink_to("nowhere.py")
        (tmp_path / "self.py").symlink_to("self.py")
        (tmp_path / "loop").symlink_to(".")
        (tmp_path / "out").symlink_to(outside)
        (tmp_path / "out.py").symlink_to(outside / "c.py")
        os.mkfifo(tmp_path / "pipe.py")
        with socket.socket(socket.AF_UNIX) as listener:
            here = os.getcwd()
            os.chdir(tmp_path)  # its path has to be short
            try:
                listener.bind("socket.py")
            finally:
                os.chdir(here)
            report = scan_json(".", cwd=tmp_path, codes=CODES)
        assert [finding["path"] for finding in report["findings"]] == ["a.py", "sub/b.py"]

    @pytest.mark.parametrize("name", (b"new\nline.py", b"\xff\xfe.py", "\U0001f40d.py".encode(),
                                      b"\x1b[31mred.py", "\u202egpj.py".encode()))  # fmt: skip
    def test_odd_names(self, tmp_path, name):
        write_tree(tmp_path, {"a.py": EVAL})
        with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
            file.write(EVAL)
        report = scan_json(tmp_path)
        assert len(report["findings"]) == 2
        text = meerkat("scan", tmp_path).stdout
        for control in ("\x1b[31m", "new\nline", "\u202e"):
            assert control not in text

    def test_files_that_change_and_vanish_meanwhile(self, tmp_path, service):
        """Each file is analysed as it once was, or named; nothing is lost and nothing crashes."""
        files = {f"p{i % 7}/f{i}.py": EVAL + b"# filler\n" * 300 for i in range(600)}
        write_tree(tmp_path, {**files, "steady.py": EVAL})
        stop = threading.Event()

        def disturb():
            paths = [tmp_path / name for name in files]
            while not stop.is_set():
                for i, path in enumerate(paths):
                    with contextlib.suppress(OSError):
                        if i % 3 == 0:
                            path.write_bytes(MARK * (i % 50))
                        elif i % 3 == 1:
                            os.truncate(path, 10)
                        else:
                            path.unlink(missing_ok=True)
                            path.write_bytes(MARK)

        thread = threading.Thread(target=disturb)
        thread.start()
        try:
            for _ in range(3):
                done = meerkat("scan", "--format=json", "--server", service.address, tmp_path)
                assert done.returncode in (1, 3), done.stderr
                assert '"path":"' in done.stdout and "steady.py" in done.stdout
        finally:
            stop.set()
            thread.join()
