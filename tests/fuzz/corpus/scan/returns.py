# ceval(1)
x = 1 # nosec