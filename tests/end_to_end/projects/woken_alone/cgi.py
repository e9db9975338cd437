import cgi
import os

os.system(cgi.FieldStorage().getvalue('q'))  # expect: command-injection
