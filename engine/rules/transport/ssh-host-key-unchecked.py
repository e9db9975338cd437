"""SSH to whoever answers."""

import paramiko
from paramiko import WarningPolicy
from paramiko.client import AutoAddPolicy as Any


def bad(client):
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())  # expect: ssh-host-key-unchecked


def good(client):
    client.load_system_host_keys()
    client.set_missing_host_key_policy(paramiko.RejectPolicy())


def more(client):
    client.set_missing_host_key_policy(WarningPolicy)  # expect: ssh-host-key-unchecked
    client.set_missing_host_key_policy(Any)  # expect: ssh-host-key-unchecked
