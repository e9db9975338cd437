"""Clusters whose machines talk as plain text."""

from dask.distributed import Security


def bad():
    return Security(require_encryption=False)  # expect: cluster-without-encryption


def good(ca, certificate):
    return Security(require_encryption=True, tls_ca_file=ca, tls_client_cert=certificate)


def others(required):
    return Security(require_encryption=required)
