import os

import functions_framework

@functions_framework.http
def x(request):
    os.system(request.args.get('q'))  # expect: command-injection
