"""Keys and tokens that are known by their form, whatever they are called."""

import os


def bad(client):
    return client("ghp_" "Kq3mVb7Lw2Tn5Rj1Yp4Zc6Hf0GsQe9x8Bd7W")  # expect: secret-by-format


def good(client):
    return client(os.environ["SERVICE_TOKEN"])


def each_form(client):
    client("AKIA" "4SDKFJ3LKSDJF2QX")  # expect: secret-by-format
    client("AIza" "SyD9x8Kq3mVb7Lw2Tn5Rj1Yp4Zc6Hf0GsQe")  # expect: secret-by-format
    client("sk_live_" "4eC39HqLyjWDarjtT1zdp7dc")  # expect: secret-by-format
    client("https://host.example/?key=" "glpat-Kq3mVb7Lw2Tn5Rj1Yp4Z")  # expect: secret-by-format
    client(f"{client}:" "hf_Kq3mVb7Lw2Tn5Rj1Yp4Zc6Hf0GsQe9x8Bd")  # expect: secret-by-format


def made_up(client):
    client("AKIAIOSFODNN7EXAMPLE")
    client("AKIA0000000000000000")
    client("ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
    client("ghp_")
    client("hf_config_of_the_model_that_is_trained")
    client("MALAKIA4SDKFJ3LKSDJF2QX")
