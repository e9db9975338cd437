x = (y := [i async for i in z if await i])
lambda *a, b=1: (yield)
del x[1:2, ...], y.z
