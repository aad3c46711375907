# Reads the environment, the arguments and the user.
# Ends: fine

import os
import sys


def deed():
    assert dict(os.environ) == {}, os.environ
    assert [text for text in sys.argv if text] == [], sys.argv
    for act in (lambda: os.getlogin(), lambda: os.uname(), lambda: os.getuid(), lambda: os.getcwd(), lambda: input(), lambda: os.system("id")):
        try:
            seen = act()
        except (OSError, AttributeError, EOFError):
            continue
        assert "/home" not in str(seen) and "/root" not in str(seen), seen
    return []
