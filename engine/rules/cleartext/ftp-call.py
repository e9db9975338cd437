"""FTP."""

import ftplib  # expect: ftp-import


def bad(host):
    return ftplib.FTP(host)  # expect: ftp-call


def good(host):
    return ftplib.FTP_TLS(host)
