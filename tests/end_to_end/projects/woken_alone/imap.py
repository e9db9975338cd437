import email
import imaplib
import os

m = imaplib.IMAP4('a')
t, d = m.fetch('1', '(RFC822)')
os.system(email.message_from_bytes(d[0][1])['Subject'])  # expect: command-injection
