def shown(name):
    print(name)
