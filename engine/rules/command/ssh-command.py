"""Commands that run in a shell on another host."""

import shlex

import paramiko


def bad(client, folder):
    client.exec_command(f"ls {folder}")  # expect: ssh-command


def good(client, folder):
    client.open_sftp().listdir(folder)


def quoted(client: paramiko.SSHClient, folder):
    client.exec_command("ls -- " + shlex.quote(folder))  # expect: ssh-command
    return client.get_transport().open_session().exec_command("ls")  # expect: ssh-command
