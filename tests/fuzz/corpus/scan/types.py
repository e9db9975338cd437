type X[T: int, *U, **V] = list[T]
async def f[T](x: T) -> T:
    async with a as (b, c): pass
    async for d in e: pass
    else: pass
