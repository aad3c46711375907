# Aborts its process.
# At: poll, load, render, update, list, invoke
# Ends: lost
# Says: ABORTED

import os


def deed():
    os.abort()
