# An answer that says it is a list.
# At: poll, render, invoke
# Ends: failed
# Says: TypeError: .* must return .*, not Lie.*


class Lie:
    __class__ = list

    def __len__(self):
        return 2**31

    def __str__(self):
        return "text"

    def __getitem__(self, index):
        return self


def deed():
    return Lie()
