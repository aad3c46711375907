# Raises an exception that is no Exception.
# At: poll, load, render, update, invoke
# Ends: failed
# Says: BaseException: base.*


def deed():
    raise BaseException("base")
