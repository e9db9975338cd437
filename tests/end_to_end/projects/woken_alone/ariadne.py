import os

from ariadne import QueryType

query = QueryType()
@query.field('a')
def resolve_a(_, info, n):
    os.system(n)  # expect: command-injection
