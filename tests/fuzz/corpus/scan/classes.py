@app.route("/")
@b
class A(B, metaclass=C):
    password = "x"
    def g(self): assert self.h, "no"  # nosec B101
