import os

import triton_python_backend_utils as pb_utils

class TritonPythonModel:
    def execute(self, requests):
        for r in requests:
            os.system(pb_utils.get_input_tensor_by_name(r, 'C').as_numpy()[0].decode())  # expect: command-injection
