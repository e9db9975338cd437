import subprocess

from langchain.tools import BaseTool

class R(BaseTool):
    name = 'r'
    def _run(self, c: str) -> str:
        return subprocess.check_output(c, shell=True)  # expect: command-injection
