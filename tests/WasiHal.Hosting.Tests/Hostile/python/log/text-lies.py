# Prints texts of a subclass that lies.
# Ends: lost
# Says: HOSTCALLS

import sys


class Lie(str):
    def split(self, *arguments):
        return [self, self]

    def __add__(self, other):
        return self

    def __radd__(self, other):
        return self

    def __len__(self):
        return 10**9

    def __getitem__(self, index):
        return self


def deed():
    sys.stdout.write(Lie("once"))
    print(Lie("twice"))
    return []
