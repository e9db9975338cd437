import pickle, yaml
from subprocess import *
import os.path as p

def f(a, b=1, *c, d: int = 2, **e):
    return eval(a) + yaml.load(b)
