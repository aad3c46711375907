import copy

original = {"list": [1, [2]], "self": None}
original["self"] = original
deep = copy.deepcopy(original)
shallow = copy.copy(original)
original["list"][1].append(3)
assert deep["list"] == [1, [2]] and shallow["list"] == [1, [2, 3]] and deep["self"] is deep


class Chip:
    def __init__(self):
        self.registers = bytearray(2)

    def __deepcopy__(self, memo):
        twin = Chip()
        twin.registers = bytearray(self.registers)
        return twin


chip = Chip()
twin = copy.deepcopy(chip)
twin.registers[0] = 9
assert chip.registers[0] == 0
