# profile: default
import bcrypt

password = b"super secret password"  # expect-missed: hard-coded-password
hashed = bcrypt.hashpw(password, bcrypt.gensalt())
