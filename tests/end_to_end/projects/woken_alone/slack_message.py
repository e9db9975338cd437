import os

from slack_bolt import App

app = App()
@app.message('run')
def run(message, say):
    os.system(message['text'])  # expect: command-injection
