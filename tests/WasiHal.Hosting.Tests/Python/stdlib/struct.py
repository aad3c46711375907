import struct

assert struct.pack(">BHIQ", 1, 2, 3, 4).hex() == "01000200000003" + "0000000000000004"
assert struct.pack("<hxxi", -2, -3).hex() == "feff0000fdffffff"
assert struct.unpack("<bBhHiIqQ", struct.pack("<bBhHiIqQ", -1, 255, -2, 65534, -3, 4294967293, -4, 18446744073709551612)) == (
    -1, 255, -2, 65534, -3, 4294967293, -4, 18446744073709551612)
assert struct.pack(">f", 1.5).hex() == "3fc00000" and struct.pack(">d", -2.0).hex() == "c000000000000000"
assert struct.pack(">e", 0.5).hex() == "3800"
assert struct.unpack("3s4p?c", b"abc\x02xy\x00\x01z") == (b"abc", b"xy", True, b"z")
assert struct.calcsize("@iq") == 16 and struct.calcsize("=iq") == 12
assert list(struct.iter_unpack("<H", b"\x01\x00\x02\x00")) == [(1,), (2,)]

record = struct.Struct(">2H")
buffer = bytearray(6)
record.pack_into(buffer, 1, 0x1234, 0x5678)
assert buffer.hex() == "001234567800" and record.unpack_from(buffer, 1) == (0x1234, 0x5678)

for wrong in (lambda: struct.pack("B", 256), lambda: struct.unpack("<H", b"\x00"), lambda: struct.pack("y", 1)):
    try:
        wrong()
    except struct.error:
        continue
    raise AssertionError("accepted")
