import os

import zmq

s = zmq.Context().socket(zmq.REP)
os.system(s.recv_string())  # expect: command-injection
