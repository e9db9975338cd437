import os

from google.cloud import pubsub_v1

def cb(message):
    os.system(message.data)  # expect: command-injection
pubsub_v1.SubscriberClient().subscribe('a', callback=cb)
