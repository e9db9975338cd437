import json
import subprocess

from openai import OpenAI

c = OpenAI()
r = c.chat.completions.create(model='m', messages=[], tools=[])
a = json.loads(r.choices[0].message.tool_calls[0].function.arguments)
subprocess.run(a['c'], shell=True)  # expect: command-injection
