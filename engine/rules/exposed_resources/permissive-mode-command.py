# profile: default
"""Commands that open a file to everybody."""

import os
import subprocess
from os import system as execute


def bad():
    os.system("chmod 777 /srv/data")  # expect: permissive-mode-command


def good(path):
    os.chmod(path, 0o600)


def each_way(path, log):
    os.system("chmod -R 0777 /srv/data")  # expect: permissive-mode-command
    execute("chmod -R 0777 /srv/data")  # expect: permissive-mode-command
    subprocess.run(["chmod", "-R", "777", path])  # expect: permissive-mode-command
    subprocess.getoutput("chmod 666 /srv/data")  # expect: permissive-mode-command
    os.system("chmod 755 /srv/data")
    subprocess.run(["chmod", "700", path])
    log.info("chmod 777 %s is no good idea", path)
    subprocess.run(["ls", "777"])


def built(path, folder, mode):
    os.system("chmod 777 " + path)  # expect: shell-command, permissive-mode-command
    os.system("chmod 777 %s" % path)  # expect: shell-command, permissive-mode-command
    os.system("chmod -R 777 {}".format(path))  # expect: shell-command, permissive-mode-command
    os.system(f"cd {folder} && chmod 0666 {path}")  # expect: shell-command, permissive-mode-command
    os.system("chmod " + mode + " 777")  # expect: shell-command
    os.system(f"chmod {mode} 777")  # expect: shell-command


def which_word_is_the_mode(path, mode):
    os.system("chmod 600 /srv/key && tail -n 666 /srv/log")
    os.system("chmod 600 /srv/777; ls 777")
    os.system("chmod 600 777")
    os.system("chmod 1777 /srv/tmp")
    os.system("chmod u+w,g-w /srv/data")
    os.system("chmod o-w /srv/data")
    os.system("chmod +x /srv/run")
    subprocess.run(["chmod", mode, "777"])
    os.system("mkdir /srv/a; chmod a+w /srv/a")  # expect: permissive-mode-command
    os.system("chmod o+w /srv/a")  # expect: permissive-mode-command
    os.system("chmod g+w,o+w /srv/a")  # expect: permissive-mode-command
    os.system("sudo /bin/chmod 777 /srv/a")  # expect: permissive-mode-command
    subprocess.run(["sudo", "chmod", "777", path])  # expect: permissive-mode-command
    os.system("bash -c 'chmod 777 /srv/a'")  # expect: permissive-mode-command
