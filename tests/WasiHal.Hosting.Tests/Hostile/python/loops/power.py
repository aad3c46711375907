# A power that has 370 million digits.
# Ends: failed or lost
# Says: DEADLINE|MEMORY


def deed():
    return 9**9**9
