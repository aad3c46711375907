# A poll that can be called when the plugin is loaded, and not later.
# At: entry
# Ends: failed
# Says: TypeError: .*not callable.*


class Sensor:
    def __init__(self):
        self.looks = 0

    @property
    def poll(self):
        self.looks += 1
        return len if self.looks == 1 else 7
