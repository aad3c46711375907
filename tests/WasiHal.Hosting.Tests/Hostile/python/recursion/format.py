# A format that formats itself.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK


class Form:
    def __format__(self, spec):
        return f"{self:{spec}}"


def deed():
    return f"{Form():x}"
