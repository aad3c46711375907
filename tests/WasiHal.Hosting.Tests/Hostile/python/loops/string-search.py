# The worst case of a search for a text, again and again.
# Ends: lost
# Says: DEADLINE


def deed():
    hay = "ab" * 1_000_000
    needle = "ab" * 50_000 + "c" + "ab" * 50_000
    while True:
        hay.count(needle)
