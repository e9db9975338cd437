"""How passwords are hashed: the first of the list makes new ones."""

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # expect: weak-password-hasher


def bad():
    return PASSWORD_HASHERS


def good():
    return ["django.contrib.auth.hashers.Argon2PasswordHasher"]


PASSWORD_HASHERS = (
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.MD5PasswordHasher",
)
