"""Settings that are switched off on an object of settings."""

import kubernetes
import pysftp


def bad():
    configuration = kubernetes.client.Configuration()
    configuration.verify_ssl = False  # expect: verification-switched-off
    return configuration


def good():
    configuration = kubernetes.client.Configuration()
    configuration.ssl_ca_cert = "own-ca.pem"
    return configuration


def more(option):
    options = pysftp.CnOpts()
    options.hostkeys = None  # expect: verification-switched-off
    options.hostkeys = option
    configuration = kubernetes.client.Configuration()
    configuration.verify_ssl = option
    configuration.verify_ssl = True
