def read_file(name):
    with open(name) as file:
        return file.read()
