# Kills every process that it may.
# Ends: failed
# Says: (AttributeError|OSError|PermissionError).*

import os


def deed():
    os.kill(-1, 9)
