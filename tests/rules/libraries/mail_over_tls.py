# profile: default
"""Connections to mail servers that are encrypted before somebody logs in."""

import imaplib
import smtplib


def send(host, user, password, message):
    with smtplib.SMTP(host, 587) as server:
        server.starttls()
        server.login(user, password)
        server.send_message(message)


def fetch(host, user, password):
    box = imaplib.IMAP4(host)
    box.starttls()
    box.login(user, password)
