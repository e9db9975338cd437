from .base import Store


class Files(Store):
    def where(self, name):
        return self.folder + "/" + name

    def load(self, name):
        return open(self.where(name)).read()


class Numbered(Files):
    def where(self, name):
        return f"{self.folder}/{int(name)}"


default = Files("/srv/files")
