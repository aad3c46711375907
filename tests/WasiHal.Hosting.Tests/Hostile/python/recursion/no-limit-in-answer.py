# A property of a measurement that recurses with the limit raised.
# Ends: failed or lost
# Says: RecursionError.*|MEMORY|STACK|.*measurement.*

import sys

from wit_world.exports.sensor import Measurement


class Deep(Measurement):
    def __init__(self):
        pass

    @property
    def sensor(self):
        return self.sensor


def deed():
    sys.setrecursionlimit(10**9)
    return [Deep()]
