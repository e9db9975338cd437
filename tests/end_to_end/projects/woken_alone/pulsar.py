import os

import pulsar

c = pulsar.Client('a').subscribe('a', 'b')
os.system(c.receive().data())  # expect: command-injection
