import os

from azure.eventhub import EventHubConsumerClient

def on_event(ctx, event):
    os.system(event.body_as_str())  # expect: command-injection
EventHubConsumerClient.from_connection_string('a').receive(on_event=on_event)
