"""Models and data taken as they are today."""

import datasets
import huggingface_hub as hub
import transformers
from datasets import load_dataset
from huggingface_hub import hf_hub_download as download, snapshot_download
from transformers import AutoModel, AutoTokenizer as Tokenizer


def bad():
    return AutoModel.from_pretrained("org/model")  # expect: unpinned-model-download


def good():
    return AutoModel.from_pretrained("org/model", revision="5d34f2a9c1e8b7d60f1e2d3c4b5a69788796a5b4")


def each_way(name, names):
    transformers.AutoModel.from_pretrained(name)  # expect: unpinned-model-download
    Tokenizer.from_pretrained(name, use_fast=True)  # expect: unpinned-model-download
    load_dataset("org/data", split="train")  # expect: unpinned-model-download
    datasets.load_dataset(path="org/data")  # expect: unpinned-model-download
    download("org/model", "weights.bin")  # expect: unpinned-model-download
    hub.snapshot_download(repo_id="org/model")  # expect: unpinned-model-download
    if (model := AutoModel.from_pretrained(name)) is None:  # expect: unpinned-model-download
        return [load_dataset(one) for one in names]  # expect: unpinned-model-download
    return model, lambda: snapshot_download(  # expect: unpinned-model-download
        "org/model",
    )


def movable(name):
    AutoModel.from_pretrained(name, revision="main")  # expect: unpinned-model-download
    load_dataset(name, revision="v1.0")  # expect: unpinned-model-download
    download(name, "weights.bin", revision=None)  # expect: unpinned-model-download
    snapshot_download(name, revision="")  # expect: unpinned-model-download
    return AutoModel.from_pretrained(name, revision="abc")  # expect: unpinned-model-download


def in_roundabout_ways(names):
    load = AutoModel.from_pretrained
    load("org/model")  # expect: unpinned-model-download
    transformers.pipeline("summarization", model="org/model")  # expect-missed: unpinned-model-download
    return list(map(load_dataset, names))  # expect-missed: unpinned-model-download


def pinned(name, commit, **options):
    AutoModel.from_pretrained(name, revision="5d34f2a")
    load_dataset(name, revision=commit)
    snapshot_download(name, revision=f"{commit}")
    AutoModel.from_pretrained("./model")
    AutoModel.from_pretrained("/srv/model")
    return options


def spread(name, **options):
    return AutoModel.from_pretrained(name, **options)


def own(model, AutoModel, load_dataset):
    model.from_pretrained("org/model")
    AutoModel.from_pretrained("org/model")
    return load_dataset("org/data")
