"""SSH clients that take any host key."""

import paramiko
from paramiko import client as ssh
from paramiko.client import AutoAddPolicy, RejectPolicy, WarningPolicy as Warn


def bad(client, host):
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # expect: ssh-host-key-unchecked
    client.connect(host)


def good(client, host):
    client.load_system_host_keys()
    client.connect(host)


def each_way(host):
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(AutoAddPolicy)  # expect: ssh-host-key-unchecked
    client.set_missing_host_key_policy(paramiko.client.WarningPolicy)  # expect: ssh-host-key-unchecked
    client.set_missing_host_key_policy(ssh.AutoAddPolicy())  # expect: ssh-host-key-unchecked
    paramiko.SSHClient().set_missing_host_key_policy(paramiko.WarningPolicy())  # expect: ssh-host-key-unchecked
    (other := paramiko.SSHClient()).set_missing_host_key_policy(AutoAddPolicy())  # expect: ssh-host-key-unchecked
    return client, other, host


class Runner:
    def __init__(self, clients):
        self.client.set_missing_host_key_policy(  # expect: ssh-host-key-unchecked
            paramiko.AutoAddPolicy()
        )
        [one.set_missing_host_key_policy(AutoAddPolicy()) for one in clients]  # expect: ssh-host-key-unchecked


def in_roundabout_ways(client):
    client.set_missing_host_key_policy(Warn())  # expect: ssh-host-key-unchecked
    client.set_missing_host_key_policy(policy=AutoAddPolicy())  # expect: ssh-host-key-unchecked
    policy = AutoAddPolicy()
    client.set_missing_host_key_policy(policy)  # expect: ssh-host-key-unchecked
    set_policy = client.set_missing_host_key_policy
    set_policy(AutoAddPolicy())  # expect: ssh-host-key-unchecked


def sound(client, policy):
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    client.set_missing_host_key_policy(RejectPolicy)
    client.set_missing_host_key_policy(policy)
    return AutoAddPolicy
