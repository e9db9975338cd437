import os

from confluent_kafka import Consumer

c = Consumer({})
m = c.poll(1)
os.system(m.value())  # expect: command-injection
