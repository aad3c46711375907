import uuid

made = [uuid.uuid4() for _ in range(100)]
assert len(set(made)) == 100 and all(each.version == 4 and each.variant == uuid.RFC_4122 for each in made)
assert all(str(each)[14] == "4" and str(each)[19] in "89ab" for each in made)

# RFC 9562, appendix A: www.example.com in the DNS name space.
assert str(uuid.uuid5(uuid.NAMESPACE_DNS, "www.example.com")) == "2ed6657d-e927-568b-95e1-2665a8aea6a2"
assert str(uuid.uuid3(uuid.NAMESPACE_DNS, "www.example.com")) == "5df41881-3aed-3515-88a7-2f4a814cf09e"

given = uuid.UUID("{12345678-1234-5678-1234-567812345678}")
assert given.bytes.hex() == given.hex == "12345678123456781234567812345678" and given.int == 0x12345678123456781234567812345678
assert uuid.UUID(bytes=given.bytes) == given and given.urn.startswith("urn:uuid:1234") and given < uuid.UUID(int=2**128 - 1)
assert uuid.uuid1().version == 1 and uuid.uuid1() != uuid.uuid1()

try:
    uuid.UUID("x")
    raise AssertionError("accepted")
except ValueError:
    pass
