"""Clients of message brokers that take any name in a certificate."""

import paho.mqtt.client


def bad():
    client = paho.mqtt.client.Client()
    client.tls_insecure_set(True)  # expect: broker-without-verification
    return client


def good():
    client = paho.mqtt.client.Client()
    client.tls_set(ca_certs="own-ca.pem")
    client.tls_insecure_set(False)
    return client
