"""Passwords that travel to mail servers without encryption."""

import imaplib
import poplib
import smtplib


def bad(user, password, message):
    server = smtplib.SMTP("mail.example.org", 587)  # expect: mail-password-in-clear
    server.login(user, password)
    server.send_message(message)


def good(user, password, message):
    server = smtplib.SMTP_SSL("mail.example.org")
    server.login(user, password)
    server.send_message(message)


def each_way(host, user, password):
    with smtplib.SMTP(host) as server:  # expect: mail-password-in-clear
        server.login(user, password)
    box = imaplib.IMAP4(host)  # expect: mail-password-in-clear
    box.login(user, password)
    old = poplib.POP3(host)  # expect: mail-password-in-clear
    old.user(user)
    old.pass_(password)


def without_password(host, message):
    with smtplib.SMTP(host) as server:
        server.send_message(message)


def nearby(user, password):
    smtplib.SMTP("localhost", 1025).login(user, password)
