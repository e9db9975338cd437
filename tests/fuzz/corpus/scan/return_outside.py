import sys

return "<p>" + sys.argv[1]
