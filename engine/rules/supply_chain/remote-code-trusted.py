"""Models that bring code along."""

from transformers import AutoModel


def bad(name, revision):
    return AutoModel.from_pretrained(name, revision=revision, trust_remote_code=True)  # expect: remote-code-trusted


def good(name, revision):
    return AutoModel.from_pretrained(name, revision=revision)


def each_way(load, name, hub):
    options = {"trust_remote_code": True}  # expect: remote-code-trusted
    hub.load(name, "model", trust_repo=True)  # expect: remote-code-trusted
    return load(name, **options)


def safe_ways(load, name, trust_remote_code=False):
    load(name, trust_remote_code=False)
    return load(name, trust_remote_code=trust_remote_code)
