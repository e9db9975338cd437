request.a = x: int
