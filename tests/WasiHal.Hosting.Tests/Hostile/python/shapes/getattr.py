# A class that has every method, and none does what it should.
# At: entry
# Ends: failed
# Says: TypeError: poll\(\) must return a list of Measurement, not Everything.*


class Everything:
    def __getattr__(self, name):
        return self

    def __call__(self, *arguments):
        return self


class Sensor:
    def __getattr__(self, name):
        return Everything()
