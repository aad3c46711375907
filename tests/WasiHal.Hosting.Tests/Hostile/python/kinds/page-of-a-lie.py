# A page of a subclass of text that lies.
# At: render, invoke
# Ends: fine


class Lie(str):
    def __len__(self):
        return 2**31

    def encode(self, *arguments):
        return b"\xff"


def deed():
    return Lie("<p>true</p>")
