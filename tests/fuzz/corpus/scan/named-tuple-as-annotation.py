from collections import namedtuple
from fastapi import FastAPI
app = FastAPI()
T = namedtuple("T", "a b")
@app.post("/x")
def f(x: T):
    open(x.a)
