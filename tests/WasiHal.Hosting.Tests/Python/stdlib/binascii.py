import binascii

assert binascii.hexlify(b"\x00\xff", ":") == b"00:ff" and binascii.unhexlify("00ff") == b"\x00\xff"
assert binascii.crc32(b"123456789") == 0xCBF43926 and binascii.crc_hqx(b"123456789", 0) == 0x31C3
assert binascii.b2a_base64(b"hi", newline=False) == b"aGk=" and binascii.a2b_base64(b"aGk=") == b"hi"
assert binascii.b2a_qp(b"a=b") == b"a=3Db"
assert binascii.crc32(b"789", binascii.crc32(b"123456")) == 0xCBF43926

try:
    binascii.unhexlify("0")
    raise AssertionError("accepted")
except binascii.Error:
    pass
