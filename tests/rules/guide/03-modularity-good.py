# profile: default
# module_a.py
def do_part_one():
    print("Part one")


# module_b.py
def do_part_two():
    print("Part two")


# main.py
from module_a import do_part_one
from module_b import do_part_two


def main():
    do_part_one()
    do_part_two()
