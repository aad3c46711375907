from array import array

words = array("H", [1, 2])
words.extend([0x1234])
assert words.tobytes().hex() == "010002003412" and words.itemsize == 2 and words[-1] == 0x1234
words.byteswap()
assert words[0] == 0x0100
floats = array("d")
floats.frombytes(b"\x00" * 8)
assert floats[0] == 0.0 and array("i", range(5)).tolist() == [0, 1, 2, 3, 4]
view = memoryview(array("B", range(10)))[2:6]
assert bytes(view) == b"\x02\x03\x04\x05" and view.cast("B").nbytes == 4

try:
    array("B", [256])
    raise AssertionError("accepted")
except OverflowError:
    pass
