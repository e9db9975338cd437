import os

import faust

app = faust.App('a')
@app.agent()
async def p(stream):
    async for e in stream:
        os.system(e)  # expect: command-injection
