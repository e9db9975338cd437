from xmlrpc.server import SimpleXMLRPCServer
import os

def run(c): os.system(c)  # expect: command-injection
s = SimpleXMLRPCServer(('', 1))
s.register_function(run)
