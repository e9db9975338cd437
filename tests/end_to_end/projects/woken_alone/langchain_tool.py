import subprocess

from langchain_core.tools import tool

@tool
def run(c: str) -> str:
    """runs"""
    return subprocess.check_output(c, shell=True)  # expect: command-injection
