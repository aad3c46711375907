# A file that defines nothing.
# At: entry
# Ends: refused
# Says: ENTRY defines no class .*


x = 1
