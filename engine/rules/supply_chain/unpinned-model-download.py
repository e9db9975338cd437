"""Models and data of which the newest state is taken."""

from datasets import load_dataset
from huggingface_hub import snapshot_download
from transformers import AutoModel


def bad():
    return AutoModel.from_pretrained("org/model")  # expect: unpinned-model-download


def good():
    return AutoModel.from_pretrained("org/model", revision="5d34f2a9c1e8b7d6")


def more(revision):
    load_dataset("org/data", revision="main")  # expect: unpinned-model-download
    snapshot_download(repo_id="org/model")  # expect: unpinned-model-download
    snapshot_download(repo_id="org/model", revision=revision)
    AutoModel.from_pretrained("./model")
