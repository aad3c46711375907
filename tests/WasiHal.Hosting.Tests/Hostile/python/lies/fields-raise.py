# A measurement whose fields raise what no handler expects.
# Ends: failed
# Says: (SystemExit|KeyboardInterrupt|GeneratorExit|StopIteration|MemoryError|RecursionError|AttributeError).*|TypeError: measurement.*

import itertools

from wit_world.exports.sensor import Measurement

kinds = itertools.cycle([SystemExit, KeyboardInterrupt, GeneratorExit, StopIteration, MemoryError, RecursionError, AttributeError])


class Lie(Measurement):
    def __init__(self):
        pass

    @property
    def sensor(self):
        raise next(kinds)


def deed():
    return [Lie()]
