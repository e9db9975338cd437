# profile: default
eval('os.system("rm -rf /")')  # expect: eval-call
