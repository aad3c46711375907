# Interns texts until there is no room.
# Ends: failed
# Says: MEMORY

import sys


def deed():
    kept = []
    while True:
        kept.append(sys.intern(f"a name that is kept for ever {len(kept)}"))
