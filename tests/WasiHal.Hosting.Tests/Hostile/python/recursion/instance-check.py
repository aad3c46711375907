# A check of a class that checks itself.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK


class Meta(type):
    def __instancecheck__(cls, instance):
        return isinstance(instance, cls)


class Kind(metaclass=Meta):
    pass


def deed():
    return isinstance(1, Kind)
