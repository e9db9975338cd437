import os

import bentoml

@bentoml.service
class S:
    @bentoml.api
    def run(self, c: str) -> str:
        return os.popen(c).read()  # expect: command-injection
