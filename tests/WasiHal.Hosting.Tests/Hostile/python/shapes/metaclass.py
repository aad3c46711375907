# A class whose metaclass answers calls in its own way.
# At: entry
# Ends: refused
# Says: KeyboardInterrupt.*


class Meta(type):
    def __call__(cls):
        raise KeyboardInterrupt

    def __instancecheck__(cls, other):
        raise SystemExit


class Sensor(metaclass=Meta):
    def poll(self):
        return []
