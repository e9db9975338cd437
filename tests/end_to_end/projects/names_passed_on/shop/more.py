from .deeper import read_file
from .plain import shown

__all__ = ["read_file", "shown"]
