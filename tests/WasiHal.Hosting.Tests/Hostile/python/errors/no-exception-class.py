# Raises what is no exception.
# Ends: failed
# Says: TypeError: exceptions must derive from BaseException.*


def deed():
    raise "text"
