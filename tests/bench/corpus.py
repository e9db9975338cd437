"""The files that are scanned."""

import dataclasses
import pathlib

PYTHON_SUFFIXES = (".py", ".pyi", ".pyw")


@dataclasses.dataclass
class Corpus:
    folder: pathlib.Path
    files: list
    bytes: int

    @staticmethod
    def read(folder):
        """Reads every file once, so that no tool is the one that waits for the disk."""
        files = sorted(
            path for path in folder.rglob("*") if path.suffix in PYTHON_SUFFIXES and path.is_file()
        )
        return Corpus(folder, files, sum(len(path.read_bytes()) for path in files))

    def sample(self, size):
        """Every n-th file, so that it is `size` bytes or a little more."""
        files = self.files[:: max(1, self.bytes // size)]
        return Corpus(self.folder, files, sum(path.stat().st_size for path in files))
