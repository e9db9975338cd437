print "a", b
exec "c" in d
except A, e:
`f`
raise E, "g"
