# Raises while an error is handled while an error is handled, 500 deep.
# Ends: failed
# Says: .+


def deed(depth=0):
    try:
        raise ValueError(f"level {depth}")
    except ValueError:
        if depth < 300:
            deed(depth + 1)
        raise KeyError(f"while {depth}")
