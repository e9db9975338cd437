# profile: default
def print_secret():
    secret = "my super secret password"  # expect: hard-coded-password
    print(secret)  # expect: secret-printed


print_secret()
