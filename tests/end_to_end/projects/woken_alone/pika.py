import os

import pika

def cb(ch, method, properties, body):
    os.system(body)  # expect: command-injection
pika.BlockingConnection().channel().basic_consume('q', cb)
