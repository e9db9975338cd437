# profile: default
secret = "my super secret password"  # expect: secret-at-module-scope, hard-coded-password


def print_secret():
    # Accessing global variable
    print(secret)  # expect: secret-printed


print_secret()
