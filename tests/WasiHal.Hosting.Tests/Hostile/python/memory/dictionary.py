# Fills a dictionary until there is no room.
# Ends: failed
# Says: MEMORY


def deed():
    return {number: str(number) for number in range(10**9)}
