# A sensor that is a class of Python's own.
# At: entry
# Ends: refused
# Says: ENTRY: the class Sensor has no method poll


Sensor = dict
