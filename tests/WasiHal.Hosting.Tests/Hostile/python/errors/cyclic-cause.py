# An error that is its own cause's cause.
# At: poll, load
# Ends: failed
# Says: ValueError: one.*


def deed():
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    one.__context__, other.__context__ = other, one
    raise one
