# profile: default
"""Commands that open a file to everybody."""

import os
import subprocess


def bad():
    os.system("chmod 777 /srv/data")  # expect: permissive-mode-command


def good(path):
    os.chmod(path, 0o600)


def each_way(path, log):
    os.system("chmod -R 0777 /srv/data")  # expect: permissive-mode-command
    subprocess.run(["chmod", "-R", "777", path])  # expect: permissive-mode-command
    subprocess.getoutput("chmod 666 /srv/data")  # expect: permissive-mode-command
    os.system("chmod 755 /srv/data")
    subprocess.run(["chmod", "700", path])
    log.info("chmod 777 %s is no good idea", path)
    subprocess.run(["ls", "777"])
