def f(:
  x = (1,
"""open
