import os

import paho.mqtt.client as mqtt

def on_message(client, userdata, msg):
    os.system(msg.payload)  # expect: command-injection
c = mqtt.Client()
c.on_message = on_message
