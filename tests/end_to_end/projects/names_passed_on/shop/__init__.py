from . import plain
from .deeper import read_file as read
from .more import *
