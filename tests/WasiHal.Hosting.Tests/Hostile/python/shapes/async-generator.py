# A poll that is an asynchronous generator.
# At: entry
# Ends: failed
# Says: TypeError: poll\(\) must return a list of Measurement, not async_generator.*


class Sensor:
    async def poll(self):
        yield 1
