import os

import mlflow

class M(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input):
        os.system(model_input['c'][0])  # expect: command-injection
