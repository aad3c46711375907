# Raises at every poll.
# At: poll, load, render, update, invoke
# Ends: failed
# Says: ValueError: bad luck \(deed\.py, line \d+\)


def deed():
    raise ValueError("bad luck")
