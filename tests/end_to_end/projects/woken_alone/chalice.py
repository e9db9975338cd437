import os

from chalice import Chalice

app = Chalice(app_name='a')
@app.route('/x/{n}')
def x(n):
    os.system(n)  # expect: command-injection
    os.system(app.current_request.query_params['q'])  # expect: command-injection
