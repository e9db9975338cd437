import os


def archive(name):
    os.system(f"tar cf {name}.tar {name}")  # expect: shell-command


def count(number):
    os.popen("head -%d orders" % number)
