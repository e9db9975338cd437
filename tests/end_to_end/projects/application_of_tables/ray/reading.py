def read(name):
    with open("/srv/jobs/" + name) as file:
        return file.read()
