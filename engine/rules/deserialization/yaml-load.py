"""yaml.load() and its loaders."""

import ruamel.yaml
import yaml
from yaml import SafeLoader, load
from yaml import CSafeLoader as Fast


def bad(text):
    return yaml.load(text)  # expect: yaml-load


def good(text):
    return yaml.safe_load(text)


def loaders(text):
    yaml.load(text, Loader=yaml.Loader)  # expect: yaml-load
    yaml.load(text, yaml.FullLoader)  # expect: yaml-load
    load(text, Loader=yaml.UnsafeLoader)  # expect: yaml-load
    yaml.load(text, Loader=yaml.SafeLoader)
    yaml.load(text, yaml.CSafeLoader)
    load(text, Loader=SafeLoader)
    load(text, SafeLoader)
    yaml.load(text, Loader=Fast)
    return yaml.load(text, yaml.BaseLoader)


def another_library(text):
    return ruamel.yaml.YAML(typ="safe").load(text)


class Config:
    def load(self):
        return self.yaml.load(self.path)
