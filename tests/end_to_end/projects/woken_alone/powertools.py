import os

from aws_lambda_powertools.event_handler import APIGatewayRestResolver

app = APIGatewayRestResolver()
@app.get('/x/<n>')
def x(n):
    os.system(n)  # expect: command-injection
    os.system(app.current_event.get_query_string_value('q'))  # expect: command-injection
