"""Variables of the environment that switch the check of certificates off."""

import os
import subprocess  # expect: subprocess-import


def bad():
    os.environ["GIT_SSL_NO_VERIFY"] = "1"  # expect: verification-off-by-environment


def good():
    os.environ["SSL_CERT_FILE"] = "own-ca.pem"


def each_way(url):
    os.environ.setdefault("NODE_TLS_REJECT_UNAUTHORIZED", "0")  # expect: verification-off-by-environment
    subprocess.run(["/usr/bin/git", "clone", url], env={"GIT_SSL_NO_VERIFY": "true"})  # expect: verification-off-by-environment, subprocess-call
    os.environ["NODE_TLS_REJECT_UNAUTHORIZED"] = "1"
    os.environ["GIT_SSL_NO_VERIFY"] = "0"
