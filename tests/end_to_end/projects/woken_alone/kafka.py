import os

from kafka import KafkaConsumer

for m in KafkaConsumer('a'):
    os.system(m.value)  # expect: command-injection
