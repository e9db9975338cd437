try:
    exec(x)
except (A, B) as e:
    pass
except:
    pass
finally:
    y
