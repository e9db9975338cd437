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


def more_forms(client):
    client("ASIA" "UJZDEGXDNCF32EPF")  # expect: secret-by-format
    client("gho_" "JBd0Kh8oOOL8dKLzdocJ2isAjIhKtJ0RlgLK")  # expect: secret-by-format
    client("ghs_" "OmxgJTeKdNnFRIBXuDL7DxtpYlSXpfKtHF4v")  # expect: secret-by-format
    client("ghu_" "UCsMehGAkWvj7FAc9QeWJKY40uvSwMFLZDe1")  # expect: secret-by-format
    client("ghr_" "f8rESQedUStPKR0CsTy4Qwb8DwkNhFdnXsiV")  # expect: secret-by-format
    client("github_pat_" "pzz63FfkCzJr4i0B3JrTAw_R4y9ojfljoQoaF1LlqsajAIxNKu8iS2G8NPRVdD53X83RZJzzzzgEOzdmen")  # expect: secret-by-format
    client("xoxb-" "721590109281-5901396245957-hh2FDEEtfjgVvVqE1SkHbn88")  # expect: secret-by-format
    client("xoxp-" "852808414852-538885393363-095aa29205855c1d190409a95cd609f7")  # expect: secret-by-format
    client("rk_live_" "YOvfZ8UzDzV8fUkkibjL5DZP")  # expect: secret-by-format
    client("pypi-AgEIcHlw" "aS5vcmcs8Stqcbnr3yBdGBLEPH1qhT61qtc4xatws8phP9nhFyJfm5di4PzJ59FHz5r")  # expect: secret-by-format
    client("npm_" "AhzCueQpBenQtYh5Xj8TPQxjq4i9DoV8gz4F")  # expect: secret-by-format
    client("dckr_pat_" "uCu3ZR1zTOlUcR64cXQLioDnkHI")  # expect: secret-by-format
    client("shpat_" "bf2e726e94c2bf7c2ac2c1c2d8a472eb")  # expect: secret-by-format
    client("sk-ant-" "api03-EouHgxzNNAL5wIScGebcy8F5n3_YNBDRzrZSgqbjG3uhkWKFLf6xuI5aHUQPFeNBTxaQWk8JzFalHlsZfYcMMDAA")  # expect: secret-by-format


def made_up(client):
    client("AKIAIOSFODNN7EXAMPLE")
    client("AKIA0000000000000000")
    client("ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
    client("ghp_")
    client("hf_config_of_the_model_that_is_trained")
    client("MALAKIA4SDKFJ3LKSDJF2QX")
    client("ASIA_PACIFIC_REGION2")
    client("ASIA_SOUTHEAST1_LIST")
    client("ghp_name_of_the_setting_2_that_has_the_token_9")
    client("sk_live_key_of_the_shop_2_and_more")
    client("hf_config_2_of_the_model_that_is_now1")
    client("npm_config_2_of_the_package_that_is_x1")
