import os

import redis

p = redis.Redis().pubsub()
for m in p.listen():
    os.system(m['data'])  # expect: command-injection
