import os

from dash import Dash, Input, Output, callback

@callback(Output('a', 'children'), Input('b', 'value'))
def x(v):
    os.system(v)  # expect: command-injection
