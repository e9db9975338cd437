import os

import strawberry

@strawberry.type
class Query:
    @strawberry.field
    def a(self, n: str) -> str:
        return os.popen(n).read()  # expect: command-injection
