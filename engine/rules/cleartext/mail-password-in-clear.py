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
    smtplib.SMTP("127.0.0.1:1025").login(user, password)


def chained(host, user, password):
    smtplib.SMTP(host).login(user, password)  # expect: mail-password-in-clear


def by_condition(host, safe, user, password):
    server = smtplib.SMTP_SSL(host) if safe else smtplib.SMTP(host)  # expect: mail-password-in-clear
    server.login(user, password)


def of_others(host, login, client, message):
    server = smtplib.SMTP(host)
    client.login("x", login)
    server.send_message(message)


server = smtplib.SMTP("mail.example.org")


def view(request):
    from django.contrib.auth import login

    login(request, request.user)
    server.login
    other = smtplib.SMTP_SSL("mail.example.org")
    other.login("x", request.user)


class Session:
    def __init__(self, host, user, password):
        self.server = smtplib.SMTP(host)  # expect: mail-password-in-clear
        self.server.login(user, password)

    def login(self, user, password):
        pass
