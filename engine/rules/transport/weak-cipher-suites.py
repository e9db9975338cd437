"""Lists of cipher suites with some that are broken."""

import ssl

SUITES = "ECDHE-RSA-RC4-SHA:HIGH"


def bad():
    context = ssl.create_default_context()
    context.set_ciphers("RC4-SHA:AES128-SHA")  # expect: weak-cipher-suites
    return context


def good():
    context = ssl.create_default_context()
    context.set_ciphers("ECDHE+AESGCM")
    return context


def more(context, suites):
    context.set_ciphers("NULL")  # expect: weak-cipher-suites
    context.set_ciphers("EXPORT")  # expect: weak-cipher-suites
    context.set_ciphers("HIGH:DES-CBC3-SHA")  # expect: weak-cipher-suites
    context.set_ciphers("ADH-AES256-SHA")  # expect: weak-cipher-suites
    context.set_ciphers("DEFAULT:@SECLEVEL=0")  # expect: weak-cipher-suites
    context.set_ciphers(SUITES)  # expect: weak-cipher-suites
    context.set_cipher_list(b"RC4")  # expect: weak-cipher-suites
    context.set_ciphers("HIGH:!aNULL:!eNULL:!EXPORT:!DES:!RC4:!MD5")
    context.set_ciphers("RC4:HIGH:!RC4")
    context.set_ciphers("DEFAULT:-RC4:+3DES")
    context.set_ciphers(suites)
