# A poll that is a coroutine.
# At: entry
# Ends: failed
# Says: TypeError: poll\(\) must return a list of Measurement, not coroutine.*


class Sensor:
    async def poll(self):
        return []
