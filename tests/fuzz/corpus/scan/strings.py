q = f"select {a!r:>{w}} from {f'{b}'}" 'c' + "%s" % d
q = "delete from t where x = {}".format(e)
