import os

import azure.functions as func

app = func.FunctionApp()
@app.route(route='x')
def x(req):
    os.system(req.get_json()['q'])  # expect: command-injection
