# Texts of a subclass that lies about its length, its text and its bytes.
# Ends: fine

from wit_world.exports.sensor import Measurement, Value_Text


class Lie(str):
    def __len__(self):
        return 2**31

    def __str__(self):
        return "x" * 1_000_000

    def __getitem__(self, index):
        return "\0"

    def encode(self, *arguments):
        return b"\xff" * 1_000_000

    def __eq__(self, other):
        return True

    def __hash__(self):
        return -1


def deed():
    return [Measurement(Lie("good"), Lie("lied"), Value_Text(Lie("true text")), Lie(""))]
