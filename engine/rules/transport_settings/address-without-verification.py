"""Addresses by which any certificate is taken."""

import redis


def bad():
    return redis.from_url("rediss://cache.example:6379/0?ssl_cert_reqs=none")  # expect: address-without-verification


def good():
    return redis.from_url("rediss://cache.example:6379/0", ssl_ca_certs="own-ca.pem")


def each_way(connect, host):
    connect("mongodb://db.example/?tls=true&tlsInsecure=true")  # expect: address-without-verification
    connect(f"mongodb://{host}/?tlsAllowInvalidCertificates=true")  # expect: address-without-verification
    connect("mongodb://db.example/?tls=true&tlsInsecure=false")
    connect("rediss://cache.example/0?ssl_cert_reqs=required")
    print("Setting ssl_cert_reqs=CERT_NONE when connecting to redis means that nothing is checked")


def spoken_of(address):
    if "?ssl_cert_reqs=none" in address:
        return address.replace("?ssl_cert_reqs=none", "")
    return address
