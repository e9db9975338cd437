"""Forms that nobody writes, and that Bandit has an answer to: its answers are compared, not judged."""

import importlib, random
from importlib import import_module as load
from cryptography.hazmat.primitives.asymmetric import rsa, dsa
from Crypto.PublicKey import RSA
from pysnmp.hlapi import CommunityData
importlib.import_module("random.random")
importlib.import_module("pickle.loads")
importlib.import_module(eval)
importlib.import_module(name="eval")
load("xml.etree.ElementTree.parse")
__import__("marshal.loads")
__import__("eval")
importlib.import_module("pickle")
importlib.import_module("hashlib.md5")
importlib.import_module("yaml.load")
importlib.import_module("django.utils.safestring.mark_safe")
importlib.import_module("Crypto.Hash.MD5.new")
importlib.import_module("ssl._create_unverified_context")
importlib.import_module("tempfile.mktemp")
importlib.import_module("urllib.request.urlopen")
importlib.import_module("telnetlib.Telnet")
importlib.import_module("ftplib.FTP")
rsa.generate_private_key(65537, key_size=1024.0)
rsa.generate_private_key(65537, key_size=1e3)
rsa.generate_private_key(65537, 512, key_size="")
rsa.generate_private_key(65537, 512, key_size=b"")
rsa.generate_private_key(65537, 512, key_size=[])
rsa.generate_private_key(65537, 512, key_size=())
rsa.generate_private_key(65537, 512, key_size={})
rsa.generate_private_key(65537, 512, key_size=0.0)
rsa.generate_private_key(65537, 512, key_size=0j)
rsa.generate_private_key(65537, 512, key_size=1j)
rsa.generate_private_key(65537, 512, key_size=None)
rsa.generate_private_key(65537, 512, key_size=False)
rsa.generate_private_key(65537, 512, key_size=-1)
rsa.generate_private_key(65537, 512, key_size="x")
rsa.generate_private_key(65537, 512, key_size=2047.9)
RSA.generate(1023.5)
RSA.generate(0.5)
RSA.generate("")
RSA.generate(1_000.0)
CommunityData('public', mpModel=0.0)
CommunityData('public', mpModel=1.0)
CommunityData('public', mpModel=0j)
CommunityData('public', mpModel=0.5)
CommunityData('public', mpModel=False)
CommunityData('public', mpModel=00)
x = f"{a:/tmp/x} {b:select {c} from t where}"
y = f"{a:0.0.0.0}"
z = f"a{a:{b:/tmp/q}}"
w = f"{a!r:/tmp}" "/tmp/c"
v = "/tmp/" f"{a:select a from b where}{x}"
cur.execute(f"{a:select a from b where}{x}")
cur.execute(f"{a:select {d} from b where}{x}")
u = f"{a:\x2ftmp}"
t = rf"{a:\x2ftmp}"
s = f"""
{a:/tmp/a}
""" # nosec
