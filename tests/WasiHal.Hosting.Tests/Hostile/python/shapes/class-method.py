# A poll without an object, and one of a class of its own.
# At: entry
# Ends: fine


class Sensor:
    @staticmethod
    def poll():
        return []
