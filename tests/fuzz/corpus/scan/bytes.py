# coding: latin-1
x = "ÿþ"
eval(Ã©)
