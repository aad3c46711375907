# Ends its process.
# At: poll, load, render, update, list, invoke
# Ends: lost
# Says: the plugin ended its own process \(exit code 3\)

import os


def deed():
    os._exit(3)
