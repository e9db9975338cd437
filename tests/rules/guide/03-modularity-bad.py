# profile: default
def do_something():
    # Too many different tasks in one function
    pass


def do_something_else():
    # Dependent code that is hard to debug
    pass
