"""What the command line takes: folders, files, archives, standard input, several at once; and what
it leaves out."""

import io
import shutil
import subprocess
import zipfile

import pytest
from harness.command_line import meerkat, scan_json
from harness.projects import CLEAN, EVAL, tar_of, write_tree


def paths_of(report):
    return [finding["path"] for finding in report["findings"]]


def zip_of(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in files.items():
            archive.writestr(name, contents)
    return out.getvalue()


class TestKinds:
    def test_here_by_default(self, tmp_path):
        write_tree(tmp_path, {"app.py": EVAL, "pkg/module.py": EVAL, "readme.txt": EVAL})
        assert paths_of(scan_json(cwd=tmp_path)) == ["app.py", "pkg/module.py"]

    def test_named_file_whatever_its_name(self, tmp_path):
        write_tree(tmp_path, {"script": EVAL, "template.txt": EVAL})
        assert paths_of(scan_json("script", "template.txt", cwd=tmp_path)) == [
            "script",
            "template.txt",
        ]

    def test_script_by_its_first_line(self, tmp_path):
        write_tree(tmp_path, {"bin/tool": b"#!/usr/bin/env python3\n" + EVAL, "bin/other": EVAL})
        assert paths_of(scan_json(cwd=tmp_path)) == ["bin/tool"]

    @pytest.mark.parametrize(
        "name, make",
        (
            ("p.tar", lambda files: tar_of(files, "w")),
            ("p.tar.gz", tar_of),
            ("p.tgz", tar_of),
            ("p.zip", zip_of),
            ("p-1.0-py3-none-any.whl", zip_of),
        ),
        ids=("tar", "tar.gz", "tgz", "zip", "wheel"),
    )
    @pytest.mark.parametrize("remote", (False, True), ids=("in-process", "tcp"))
    def test_archive(self, tmp_path, service, name, make, remote):
        (tmp_path / name).write_bytes(
            make({"p/app.py": EVAL, "p/clean.py": CLEAN, "p/x.txt": EVAL})
        )
        server = ("--server", service.address) if remote else ()
        report = scan_json(name, *server, cwd=tmp_path)
        assert paths_of(report) == [f"{name}/p/app.py"]
        assert report["totals"]["files_analysed"] == 2
        assert report["totals"]["files_not_python"] == 1

    def test_archive_from_standard_input(self, tmp_path):
        report = scan_json("-", stdin=tar_of({"p/app.py": EVAL}), cwd=tmp_path)
        assert [path.rpartition("p/app.py")[1] for path in paths_of(report)] == ["p/app.py"]

    def test_python_from_standard_input(self, tmp_path):
        assert paths_of(scan_json("-", stdin=EVAL, cwd=tmp_path)) == ["<stdin>"]

    def test_several_at_once(self, tmp_path):
        write_tree(tmp_path, {"b/app.py": EVAL, "single.py": EVAL})
        (tmp_path / "a.tar").write_bytes(tar_of({"inner.py": EVAL}, "w"))
        report = scan_json("b", "single.py", "a.tar", cwd=tmp_path)
        assert paths_of(report) == ["a.tar/inner.py", "b/app.py", "single.py"]
        assert report["totals"]["findings"] == 3

    def test_the_same_file_twice_is_scanned_once(self, tmp_path):
        write_tree(tmp_path, {"pkg/app.py": EVAL})
        assert paths_of(scan_json("pkg", "pkg/app.py", "./pkg", cwd=tmp_path)) == ["pkg/app.py"]

    def test_paths_are_relative_to_where_it_runs(self, tmp_path):
        write_tree(tmp_path, {"pkg/app.py": EVAL, "elsewhere/x.txt": b""})
        assert paths_of(scan_json(tmp_path / "pkg", cwd=tmp_path)) == ["pkg/app.py"]
        assert paths_of(scan_json("../pkg", cwd=tmp_path / "elsewhere")) == ["../pkg/app.py"]

    def test_names_that_are_no_text(self, tmp_path):
        name = b"caf\xe9.py".decode(errors="surrogateescape")
        write_tree(tmp_path, {name: EVAL})
        assert paths_of(scan_json(cwd=tmp_path)) == ["caf\ufffd.py"]

    def test_empty_folder_is_clean(self, tmp_path):
        assert scan_json(cwd=tmp_path, codes=(0,))["totals"]["files"] == 0


class TestLeftOut:
    def test_default_excludes_are_named(self, tmp_path):
        write_tree(
            tmp_path,
            {
                "app.py": EVAL,
                "node_modules/x.py": EVAL,
                "__pycache__/x.py": EVAL,
                "env/pyvenv.cfg": b"",
                "env/lib/x.py": EVAL,
            },
        )
        done = meerkat("scan", cwd=tmp_path)
        for reason in ("node_modules", "__pycache__", "virtual environment"):
            assert reason in done.stdout
        assert paths_of(scan_json(cwd=tmp_path)) == ["app.py"]
        assert len(paths_of(scan_json("--no-ignore", cwd=tmp_path))) == 4

    def test_gitignore_agrees_with_git(self, tmp_path):
        if not shutil.which("git"):
            pytest.fail("git is missing: it is what the ignore files are compared with")
        write_tree(
            tmp_path,
            {
                ".gitignore": b"generated/\n*_pb2.py\n!keep_pb2.py\n/top.py\n",
                "app.py": EVAL,
                "top.py": EVAL,
                "keep_pb2.py": EVAL,
                "x_pb2.py": EVAL,
                "generated/x.py": EVAL,
                "pkg/.gitignore": b"local.py\n",
                "pkg/local.py": EVAL,
                "pkg/top.py": EVAL,
            },
        )
        git = ("git", "-C", str(tmp_path), "-c", "core.excludesFile=")
        subprocess.run([*git, "init", "-q"], check=True)
        listed = subprocess.run(
            [*git, "ls-files", "--others", "--exclude-standard", "*.py"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        report = scan_json(cwd=tmp_path)
        assert paths_of(report) == sorted(listed)
        assert {"reason": ".gitignore", "folders": 1, "files": 3} in report["left_out"]
        assert ".gitignore" in meerkat("scan", cwd=tmp_path).stdout

    def test_exclude(self, tmp_path):
        write_tree(tmp_path, {"app.py": EVAL, "tests/test_app.py": EVAL})
        report = scan_json("--exclude", "tests/", cwd=tmp_path)
        assert paths_of(report) == ["app.py"]
        assert [left["reason"] for left in report["left_out"]] == ["--exclude"]

    def test_links_are_not_followed(self, tmp_path):
        write_tree(tmp_path, {"project/app.py": EVAL, "outside/secret.py": EVAL})
        (tmp_path / "project" / "link.py").symlink_to("../outside/secret.py")
        (tmp_path / "project" / "folder").symlink_to("../outside")
        report = scan_json("project", cwd=tmp_path)
        assert paths_of(report) == ["project/app.py"]
        assert "symbolic link" in [left["reason"] for left in report["left_out"]]

    def test_too_large_is_incomplete(self, tmp_path):
        write_tree(tmp_path, {"large.py": b"x = 1\n" * 500_000, "app.py": CLEAN})
        report = scan_json(cwd=tmp_path, codes=(3,))
        assert report["verdict"]["outcome"] == "incomplete"
        (notice,) = report["notices"]
        assert (notice["kind"], notice["path"]) == ("too-large", "large.py")
        assert "max_analysed_file_bytes" in notice["message"]

    def test_syntax_error_is_a_notice(self, tmp_path):
        write_tree(tmp_path, {"app.py": EVAL + b"def broken(:\n    pass\n"})
        report = scan_json(cwd=tmp_path)
        assert [notice["kind"] for notice in report["notices"]] == ["parse-partial"]
        assert report["findings"]


class TestFilters:
    FILES = {
        "app.py": EVAL + b"import subprocess\nsubprocess.run(input(), shell=True)\n",
        "tests.py": b"assert True\n",
    }

    def test_severity_and_confidence(self, tmp_path):
        write_tree(tmp_path, self.FILES)
        everything = scan_json("--profile", "all", cwd=tmp_path)["findings"]
        for flag in ("severity", "confidence"):
            order = ("low", "medium", "high")
            for least in order:
                kept = scan_json("--profile", "all", f"--{flag}", least, cwd=tmp_path)["findings"]
                assert kept == [f for f in everything if order.index(f[flag]) >= order.index(least)]

    def test_include_and_exclude(self, tmp_path):
        write_tree(tmp_path, self.FILES)
        without = scan_json("--profile", "bandit", "--exclude-rule", "B602,B404", cwd=tmp_path)
        assert not {"B602", "B404"} & {f["bandit_id"] for f in without["findings"]}
        alone = scan_json("--profile", "bandit", cwd=tmp_path)
        assert {"B602", "B404"} <= {f["bandit_id"] for f in alone["findings"]}

    def test_nosec(self, tmp_path):
        write_tree(tmp_path, {"app.py": EVAL.rstrip() + b"  # nosec: the input is ours\n"})
        report = scan_json(cwd=tmp_path, codes=(0,))
        assert report["totals"]["suppressed"] == 1
        assert len(scan_json("--ignore-nosec", cwd=tmp_path)["findings"]) == 1
