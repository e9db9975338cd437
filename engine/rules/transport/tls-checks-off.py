"""Contexts whose checks are switched off one by one."""

import ssl


def bad():
    context = ssl.create_default_context()
    context.check_hostname = False  # expect: tls-checks-off
    context.verify_mode = ssl.CERT_NONE  # expect: tls-checks-off
    return context


def good():
    return ssl.create_default_context(cafile="own-ca.pem")


def more(context, flag):
    first = context.check_hostname = False  # expect: tls-checks-off
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # expect: tls-checks-off
    context.check_hostname = flag
    context.verify_mode = ssl.CERT_REQUIRED
    check_hostname = False
    return first, check_hostname, context(check_hostname=False)
