import os

from awscrt import mqtt

def on(topic, payload, **kw):
    os.system(payload)  # expect: command-injection
mqtt.Connection(None).subscribe('a', 1, on)
