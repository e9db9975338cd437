import os
import socket

s = socket.socket()
c, a = s.accept()
os.system(c.recv(100))  # expect: command-injection
